import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { outboxMessages } from '../../src/adapters/outbox/outbox.ts'
import type { Message, MessageChannel, Posted } from '../../src/ports/messages.ts'

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

const board = { incident: 'INC-7Q3F', audience: 'customers', channel: 'outbox' } as const
const first: Posted = {
  ...board,
  key: 'REQ-1',
  number: 1,
  subject: 'Update 1: eu-west-1',
  text: 'We are working on it.\n\nNext update: 2026-11-23T08:00Z',
}
const second: Posted = { ...first, key: 'REQ-2', number: 2, text: 'A fix is in place.' }

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

  test('a board shows what was published on it, by number, and nothing else', async () => {
    const { channel } = await row.make()
    expect(await channel.published(board, signal)).toEqual([])
    await channel.send(message, signal)
    await channel.publish(first, signal)
    await channel.publish(second, signal)
    const elsewhere: readonly Partial<Posted>[] = [
      { incident: 'INC-7Q3G' },
      { audience: 'internal' },
      { channel: 'outbox-2' },
    ]
    for (const place of elsewhere) await channel.publish({ ...first, ...place }, signal)
    expect(await channel.published(board, signal)).toEqual([first, second])
    expect(await channel.published({ ...board, channel: 'outbox-2' }, signal)).toHaveLength(1)
  })

  test('one key is one publication, however often it is published', async () => {
    const { channel, delivered } = await row.make()
    const references = await Promise.all([1, 2, 3].map(() => channel.publish(first, signal)))
    expect(new Set(references).size).toBe(1)
    expect(await delivered(references[0]!)).toMatchObject({ ...first })
    expect(await channel.published(board, signal)).toEqual([first])
  })

  test('of two updates for one place the first stays and the other is a conflict', async () => {
    const { channel } = await row.make()
    const rival = { ...second, number: 1 }
    const done = await Promise.allSettled([
      channel.publish(first, signal),
      channel.publish(rival, signal),
    ])
    expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const lost = done.find((each) => each.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'CONFLICT' })
    expect(await channel.published(board, signal)).toHaveLength(1)
  })

  test('nothing is published for somebody who has gone', async () => {
    const { channel } = await row.make()
    const gone = AbortSignal.abort()
    await expect(channel.publish(first, gone)).rejects.toMatchObject({ name: 'AbortError' })
    expect(await channel.published(board, signal)).toEqual([])
  })
})
