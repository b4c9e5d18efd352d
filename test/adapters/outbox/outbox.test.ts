import { chmod, mkdir, mkdtemp, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { outboxMessages } from '../../../src/adapters/outbox/outbox.ts'
import type { Message, Posted } from '../../../src/ports/messages.ts'

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

const post: Posted = {
  incident: 'INC-7Q3F',
  audience: 'customers',
  channel: 'status-page',
  key: 'REQ-1',
  number: 1,
  subject: 'Update 1: eu-west-1',
  text: 'We are working on it.',
}
const name = 'INC-7Q3F.customers.status-page.0001.json'

async function published() {
  const root = await mkdtemp(join(tmpdir(), 'baton-outbox-'))
  const channel = outboxMessages({ root, folder: 'out', clock })
  expect(await channel.publish(post, signal)).toBe(name)
  return { root, channel, file: join(root, 'out', name) }
}

test('a publication is a file named by its place, with the key of its request', async () => {
  const { root, file } = await published()
  expect(await readdir(join(root, 'out'))).toEqual([name])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    at: '2026-11-23T07:41:05.009Z',
    ...post,
  })
})

test('a file that was sent on and moved to sent is still what was published', async () => {
  const { root, channel, file } = await published()
  await mkdir(join(root, 'out', 'sent'))
  await rename(file, join(root, 'out', 'sent', name))
  expect(await channel.published(post, signal)).toEqual([post])
  expect(await channel.publish(post, signal)).toBe(name)
  await expect(channel.publish({ ...post, key: 'REQ-2' }, signal)).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  expect(await readdir(join(root, 'out'))).toEqual(['sent'])
})

test.each([
  ['is no JSON', 'half a fi'],
  ['lacks its key', JSON.stringify({ ...post, at: 'x', key: undefined })],
  ['says another place', JSON.stringify({ ...post, at: 'x', number: 2 })],
  ['says another incident', JSON.stringify({ ...post, at: 'x', incident: 'INC-7Q3G' })],
  ['is larger than any update', ' '.repeat(70_000)],
])('a file of the board that %s is no truth: UPSTREAM without a path', async (_, content) => {
  const { root, channel, file } = await published()
  await writeFile(file, content)
  for (const work of [channel.published(post, signal), channel.publish(post, signal)]) {
    await expect(work).rejects.toMatchObject({
      code: 'UPSTREAM',
      message: 'The outbox does not show what was published.',
      hint: expect.not.stringContaining(root),
    })
  }
})

test('names that could leave the folder are no board', async () => {
  const { channel } = await published()
  for (const incident of ['../INC-7Q3F', 'a/b', '', 'x'.repeat(90)]) {
    const work = channel.publish({ ...post, incident }, signal)
    await expect(work).rejects.toMatchObject({ code: 'UPSTREAM' })
  }
})

test.skipIf(process.getuid?.() === 0)('an outbox that may not be read is UPSTREAM', async () => {
  const { root, channel } = await published()
  await chmod(join(root, 'out'), 0o000)
  await expect(channel.published(post, signal)).rejects.toMatchObject({ code: 'UPSTREAM' })
  await chmod(join(root, 'out'), 0o700)
})
