import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { outboxMessages } from '../../src/adapters/outbox/outbox.ts'
import type { Message, MessageChannel } from '../../src/ports/messages.ts'

const signal = new AbortController().signal
const clock = { nowMs: () => Date.UTC(2026, 10, 23, 7, 41, 5, 9) }

const message: Message = {
  audience: 'internal',
  channel: 'incident-room',
  to: ['incident-commander'],
  incident: 'INC-7Q3F',
  subject: 'Escalation',
  text: 'Nobody has acknowledged.',
}

/** `delivered` is what the other side holds under a reference. */
interface Row {
  readonly name: string
  make(): Promise<{ channel: MessageChannel; delivered: (reference: string) => Promise<unknown> }>
}

const rows: readonly Row[] = [
  {
    name: 'outbox',
    async make() {
      const root = await mkdtemp(join(tmpdir(), 'baton-outbox-'))
      return {
        channel: outboxMessages({ root, folder: 'outbox', clock }),
        delivered: async (reference) =>
          JSON.parse(await readFile(join(root, 'outbox', reference), 'utf8')),
      }
    },
  },
]

describe.each(rows)('messages: $name', (row) => {
  test('hands over the whole message under its reference', async () => {
    const { channel, delivered } = await row.make()
    expect(await delivered(await channel.send(message, signal))).toMatchObject({ ...message })
  })

  test('keeps the same message twice when it is sent twice', async () => {
    const { channel, delivered } = await row.make()
    const [one, two] = await Promise.all([
      channel.send(message, signal),
      channel.send(message, signal),
    ])
    expect(one).not.toBe(two)
    expect(await delivered(one)).toEqual(await delivered(two))
  })
})
