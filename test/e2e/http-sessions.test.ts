import { afterEach, beforeEach, expect, test } from 'vitest'

import { limits } from '../../src/mcp/http/limits.ts'
import { type OverHttp, openHttpDoor } from '../support/door.ts'
import { both, hello, initialize, messagesOf, posted } from '../support/raw-http.ts'
import { type World, makeWorld } from '../support/world.ts'

let world: World
let door: OverHttp

beforeEach(async () => {
  world = makeWorld()
  door = await openHttpDoor(world, 'modern')
})

afterEach(async () => {
  await door.close()
  world.remove()
})

const list = { jsonrpc: '2.0', id: 7, method: 'tools/list' }

async function listIn(session: string): Promise<number> {
  const response = await fetch(door.http.url, posted(list, { 'mcp-session-id': session }))
  await response.text()
  return response.status
}

test('a client of the newer era opens no session', async () => {
  await door.call('get_incident')
  expect(door.http.counts().sessions).toBe(0)
})

test('DELETE ends a session, after which it is not found', async () => {
  const session = await initialize(door.http.url)
  expect(await listIn(session)).toBe(200)
  const headers = { 'mcp-session-id': session }
  expect((await fetch(door.http.url, { method: 'DELETE', headers })).status).toBe(200)
  expect(await listIn(session)).toBe(404)
  expect(door.http.counts().sessions).toBe(0)
})

test('a session that nobody used for half an hour is over', async () => {
  const session = await initialize(door.http.url)
  world.clock.advance(limits.sessionIdleMs)
  expect(await listIn(session)).toBe(200)
  world.clock.advance(limits.sessionIdleMs + 1)
  expect(await listIn(session)).toBe(404)
})

test('a session whose stream is open is not idle, and has one such stream', async () => {
  const session = await initialize(door.http.url)
  const headers = { 'mcp-session-id': session, accept: 'text/event-stream' }
  const leave = new AbortController()
  const stream = await fetch(door.http.url, { headers, signal: leave.signal })
  expect(stream.status).toBe(200)
  expect((await fetch(door.http.url, { headers })).status).toBe(409)
  world.clock.advance(2 * limits.sessionIdleMs)
  expect(await listIn(session)).toBe(200)
  leave.abort()
})

test('there are at most 64 sessions; one that was idle for a minute makes room', async () => {
  const sessions = []
  for (let made = 0; made < limits.sessions; made += 1) {
    sessions.push(await initialize(door.http.url))
    if (made === 0) world.clock.advance(1)
  }
  const refused = await fetch(door.http.url, posted(hello))
  expect(refused.status).toBe(503)
  await refused.text()
  const [{ body } = {}] = door.house.record.entries({ kinds: ['call.refused'] }).slice(-1)
  expect(body).toMatchObject({ what: 'protocol', name: 'http/sessions' })
  world.clock.advance(limits.sessionYieldMs)
  await initialize(door.http.url)
  expect(door.http.counts().sessions).toBe(limits.sessions)
  expect(await listIn(sessions[0] ?? '')).toBe(404)
  expect(await listIn(sessions[1] ?? '')).toBe(200)
})

test('an initialize that is refused leaves no session behind', async () => {
  const bad = { ...hello, params: { protocolVersion: 3 } }
  const response = await fetch(door.http.url, posted(bad))
  expect(response.status).toBe(400)
  const [answer] = await messagesOf(response)
  expect(answer).toMatchObject({ id: 0, error: { code: -32000 } })
  expect(door.http.counts().sessions).toBe(0)
})

test('many requests of one session are answered under their own ids', async () => {
  const session = await initialize(door.http.url)
  const headers = { 'mcp-session-id': session, accept: both }
  const ids = Array.from({ length: 40 }, (_, index) => index + 100)
  const answers = await Promise.all(
    ids.map(async (id) => {
      const params = { name: 'get_incident', arguments: {} }
      const call = { jsonrpc: '2.0', id, method: 'tools/call', params }
      const [answer] = await messagesOf(await fetch(door.http.url, posted(call, headers)))
      return answer?.['id']
    }),
  )
  expect(answers).toEqual(ids)
  expect(door.http.counts().requests).toBe(0)
})
