import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { initialize, messagesOf, modern } from '../support/raw-http.ts'
import { serveWorld } from '../support/serving.ts'
import { type World, makeWorld } from '../support/world.ts'

const baton = resolve(import.meta.dirname, '../../src/baton.mjs')

let world: World
beforeEach(() => {
  world = makeWorld()
})
afterEach(() => world.remove())

test.each(['SIGTERM', 'SIGINT'] as const)(
  'serve --http says where it listens and ends cleanly at %s, streams and sessions open',
  async (signal) => {
    const { child, url, ended } = await serveWorld(world)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/)
    const session = await initialize(url)
    const headers = { 'mcp-session-id': session, accept: 'text/event-stream' }
    const stream = await fetch(url, { headers })
    const notifications = { resourcesListChanged: true }
    const listening = await fetch(url, modern(1, 'subscriptions/listen', { notifications }))
    child.kill(signal)
    const [acknowledged, over] = await messagesOf(listening)
    expect(acknowledged).toMatchObject({ method: 'notifications/subscriptions/acknowledged' })
    expect(over).toMatchObject({ id: 1, result: {} })
    expect(await stream.text()).toBe('')
    expect(await ended).toEqual({
      code: 0,
      stdout: '',
      stderr: `baton: listening on ${url}\n`,
    })
  },
)

test('a call under way is answered before the server ends', async () => {
  const { child, url, ended } = await serveWorld(world)
  const params = { name: 'open_incident', arguments: { ticket: 'SUP-1042' } }
  const answer = fetch(url, modern(1, 'tools/call', params))
  // The second request tells that the first has come in: one process reads them in turn.
  await fetch(url, modern(2, 'tools/list'))
  child.kill('SIGTERM')
  const [message] = await messagesOf(await answer)
  expect(message).toMatchObject({ id: 1, result: { isError: false } })
  expect((await ended).code).toBe(0)
})

test.each(['0.0.0.0', '::0', '192.0.2.7', 'example.com', '127.0.0.1.example.com'])(
  'a host that others can reach is refused with the reason: %s',
  async (host) => {
    const { ended } = await serveWorld(world, ['--http', '--port', '0', '--host', host])
    const { code, stdout, stderr } = await ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('INVALID_INPUT: Baton serves HTTP to this machine alone.')
    expect(stderr).toContain('http-loopback-only')
    expect(stderr).toContain('would act as the configured requester')
    expect(stderr).not.toContain(host)
  },
)

test.each([
  [['--http', '--port', '70000'], 'The port is not a number'],
  [['--http', '--port', '-1'], 'The port is not a number'],
  [['--port', '7717'], 'A port and a host belong to HTTP.'],
])('%s is refused', async (args, words) => {
  const { code, stderr } = await (await serveWorld(world, args)).ended
  expect(code).toBe(1)
  expect(stderr).toContain(words)
})

test('a port in use is told of', async () => {
  const first = await serveWorld(world)
  const second = await serveWorld(world, ['--http', '--port', new URL(first.url).port])
  const { code, stderr } = await second.ended
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      'baton: CONFLICT: The port is in use.\nNext: Give another with --port; 0 takes any that is free.\n',
  })
  first.child.kill('SIGTERM')
  await first.ended
})

test('serve --help has examples of both ways', async () => {
  const child = spawn(process.execPath, [baton, 'serve', '--help'])
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await new Promise((done) => child.once('close', done))
  expect(text).toContain('Example: baton serve --http --port 7717')
  expect(text).toContain('acts as the configured requester')
})
