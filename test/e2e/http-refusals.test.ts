import { connect } from 'node:net'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { type OverHttp, openHttpDoor } from '../support/door.ts'
import { both, hello, messagesOf, modern, posted } from '../support/raw-http.ts'
import { type World, makeWorld } from '../support/world.ts'

let world: World
let door: OverHttp

beforeAll(async () => {
  world = makeWorld()
  door = await openHttpDoor(world, 'modern')
})

afterAll(async () => {
  await door.close()
  world.remove()
})

/** What the record says of the newest thing refused. */
function lastRefusal(): unknown {
  const refused = door.house.record.entries({ kinds: ['call.refused'] }).at(-1)
  const { what, name, message } = refused?.body ?? {}
  return { what, name, message }
}

/** A request with a Host header of its own, which fetch does not let one set. */
function withHost(host: string): Promise<{ status: number; text: string }> {
  const { hostname, port, pathname: path } = new URL(door.http.url)
  const headers = { host, 'content-type': 'application/json', accept: both }
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method: 'POST', headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asked.once('error', reject)
    asked.end(JSON.stringify(hello))
  })
}

test.each(['evil.example', 'evil.example:7717', '127.0.0.1.evil.example', '192.0.2.7'])(
  'G6: the Host %s is refused and on the record',
  async (host) => {
    const { status, text } = await withHost(host)
    expect(status).toBe(403)
    expect(text).not.toContain('evil')
    expect(lastRefusal()).toEqual({
      what: 'protocol',
      name: 'http/host',
      message: 'The Host header does not name this machine.',
    })
  },
)

test.each(['https://evil.example', 'http://localhost.evil.example', 'null', 'file://'])(
  'G6: the Origin %s is refused and on the record',
  async (origin) => {
    const response = await fetch(door.http.url, posted(hello, { origin }))
    expect(response.status).toBe(403)
    expect(await response.text()).not.toContain('evil')
    expect(response.headers.has('access-control-allow-origin')).toBe(false)
    expect(lastRefusal()).toMatchObject({ what: 'protocol', name: 'http/origin' })
  },
)

const big = posted({ ...hello, params: { ...hello.params, much: 'x'.repeat(4 * 1024 * 1024) } })
const session = { 'mcp-session-id': 'f1b6e7a2-0000-4000-8000-000000000000' }
const list = { jsonrpc: '2.0', id: 7, method: 'tools/list' }

test.each<[string, RequestInit, number, number]>([
  ['size', big, 413, -32000],
  ['type', posted(hello, { 'content-type': 'text/plain' }), 415, -32000],
  ['type', posted(hello, { 'content-type': 'application/x-www-form-urlencoded' }), 415, -32000],
  ['accept', posted(hello, { accept: 'application/json' }), 406, -32000],
  ['accept', { headers: { ...session, accept: 'text/html' } }, 406, -32000],
  ['json', posted('{"jsonrpc": broken'), 400, -32700],
  ['json', posted(''), 400, -32700],
  ['batch', posted([hello, list]), 400, -32600],
  ['batch', posted([]), 400, -32600],
  ['message', posted({ jsonrpc: '1.0', id: 3, method: 'x' }), 400, -32600],
  ['message', posted('null'), 400, -32600],
  ['method', { method: 'PUT', body: 'x' }, 405, -32000],
  ['method', { method: 'OPTIONS' }, 405, -32000],
  ['method', { method: 'DELETE' }, 405, -32000],
  ['method', { headers: { accept: 'text/event-stream' } }, 405, -32000],
  ['start', posted(list), 400, -32000],
  ['session', posted(list, session), 404, -32001],
  ['session', { method: 'DELETE', headers: session }, 404, -32001],
  ['session', { headers: { ...session, accept: 'text/event-stream' } }, 404, -32001],
])('G6: http/%s is refused with its status and on the record', async (name, init, status, code) => {
  const response = await fetch(door.http.url, init)
  expect(response.status).toBe(status)
  const [{ error } = {}] = await messagesOf(response)
  expect(error).toMatchObject({ code })
  expect(lastRefusal()).toMatchObject({ what: 'protocol', name: `http/${name}` })
})

test('a refusal names the id that was asked under, where one could be read', async () => {
  const ids = async (init: RequestInit): Promise<unknown> =>
    (await messagesOf(await fetch(door.http.url, init)))[0]?.['id']
  expect(await ids(posted(list))).toBe(7)
  expect(await ids(posted({ jsonrpc: '2.0', id: 'a', method: 'x', params: 3 }))).toBe('a')
  expect(await ids(posted('{'))).toBe(null)
})

test('G6: what the SDK refuses before a handler is on the record with our words', async () => {
  const shapes: [RequestInit, number, string][] = [
    [modern(1, 'no/such'), 404, 'no/such'],
    [modern(2, 'tools/call', { arguments: {} }), 200, 'tools/call'],
    [modern(3, 'tools/call', { name: 'get_incident', arguments: [] }), 200, 'tools/call'],
    [modern(4, 'tools/list', { cursor: 5 }), 200, 'tools/list'],
    [modern(5, 'initialize'), 404, 'initialize'],
  ]
  for (const [init, status, name] of shapes) {
    const response = await fetch(door.http.url, init)
    const [answer] = await messagesOf(response)
    expect(answer).toHaveProperty('error')
    expect([name, response.status]).toEqual([name, status])
    expect(lastRefusal()).toEqual({
      what: 'protocol',
      name,
      message: 'The protocol does not allow this.',
    })
  }
})

test('another path answers nothing but where to go', async () => {
  const response = await fetch(new URL('/', door.http.url))
  expect(response.status).toBe(404)
  expect(lastRefusal()).toMatchObject({ name: 'http/path' })
})

test.each([
  ['no HTTP', 'hello\r\n\r\n', '400'],
  ['no Host', 'GET /mcp HTTP/1.0\r\n\r\n', '400'],
  [
    'too long a header',
    `GET /mcp HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    '431',
  ],
])('G6: %s is answered at once and on the record', async (_name, bytes, status) => {
  const { hostname, port } = new URL(door.http.url)
  const text = await new Promise<string>((resolve) => {
    let heard = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.on('data', (chunk) => (heard += chunk.toString()))
    socket.on('close', () => resolve(heard))
  })
  expect(text.split(' ')[1]).toBe(status)
  expect(lastRefusal()).toMatchObject({ name: 'http/broken' })
})

test('after all of that a good call works', async () => {
  expect((await door.call('get_incident')).isError).toBe(false)
})
