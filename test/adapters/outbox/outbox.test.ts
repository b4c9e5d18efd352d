import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { outboxMessages } from '../../../src/adapters/outbox/outbox.ts'
import type { Message } from '../../../src/ports/messages.ts'

const signal = new AbortController().signal
const clock = { nowMs: () => Date.UTC(2026, 10, 23, 7, 41, 5, 9) }
const message: Message = {
  audience: 'executive',
  channel: 'mail',
  to: ['cto'],
  incident: 'INC-7Q3F',
  subject: 'Update',
  text: 'Mitigated.',
}

test('a message is one file that only its owner may read', async () => {
  const root = await mkdtemp(join(tmpdir(), 'baton-outbox-'))
  const reference = await outboxMessages({ root, folder: 'out', clock }).send(message, signal)
  expect(reference).toMatch(/^20261123T074105009Z-executive-[0-9a-f]{8}\.json$/)
  expect(await readdir(join(root, 'out'))).toEqual([reference])
  const file = join(root, 'out', reference)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await stat(join(root, 'out'))).mode & 0o777).toBe(0o700)
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    at: '2026-11-23T07:41:05.009Z',
    ...message,
  })
})

test('an outbox that cannot be written is UPSTREAM and shows no path', async () => {
  const root = await mkdtemp(join(tmpdir(), 'baton-outbox-'))
  await writeFile(join(root, 'out'), 'a file')
  const channel = outboxMessages({ root, folder: 'out', clock })
  await expect(channel.send(message, signal)).rejects.toMatchObject({
    code: 'UPSTREAM',
    message: 'The message could not be put into the outbox.',
    hint: expect.not.stringContaining(root),
  })
})
