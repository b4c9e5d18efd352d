import { afterEach, beforeEach, expect, test } from 'vitest'

import { type Era, type OverHttp, openHttpDoor } from '../support/door.ts'
import { envelope, initialize, messagesOf, modern, posted, streamed } from '../support/raw-http.ts'
import { type SlowRoom, withSlowRoom } from '../support/slow-room.ts'
import { soon } from '../support/soon.ts'
import { type World, makeWorld } from '../support/world.ts'

let world: World
let door: OverHttp
let slow: SlowRoom

beforeEach(async () => {
  world = makeWorld()
  door = await openHttpDoor(world, 'modern', (plain) => {
    const furnished = withSlowRoom(plain)
    slow = furnished.slow
    return furnished.door
  })
})

afterEach(async () => {
  slow.letGo()
  await door.close()
  world.remove()
})

const eras: readonly Era[] = ['modern', 'legacy']

test.each(eras)('%s: progress comes before the result', async (era) => {
  const client = await door.connect(era)
  const seen: unknown[] = []
  const result = await client.callTool(
    { name: 'wait', arguments: {} },
    {
      onprogress(progress) {
        seen.push(progress)
        slow.letGo()
      },
    },
  )
  expect(seen).toEqual([{ progress: 1, total: 2, message: 'Waiting' }])
  expect(result.structuredContent).toEqual({ waited: true })
})

test.each(eras)('G6: %s: a cancel stops the room and is on the record', async (era) => {
  const client = await door.connect(era)
  const cancel = new AbortController()
  const call = client.callTool({ name: 'wait', arguments: {} }, { signal: cancel.signal })
  const ended = call.then(
    () => 'answered',
    () => 'stopped',
  )
  await slow.entered
  cancel.abort()
  expect(await ended).toBe('stopped')
  expect(await slow.stopped).toBe(true)
  await door.house.door.guard.idle()
  const [{ body } = {}] = door.house.record.entries({ kinds: ['call.refused'] }).slice(-1)
  expect(body).toMatchObject({ name: 'wait', code: 'TIMEOUT' })
})

test('G6: modern: a client that goes away stops the room', async () => {
  const away = new AbortController()
  const params = { name: 'wait', arguments: {} }
  const answer = fetch(door.http.url, modern(1, 'tools/call', params, away.signal))
  const gone = answer.catch(({ name }: Error) => name)
  await slow.entered
  away.abort()
  expect(await gone).toBe('AbortError')
  expect(await slow.stopped).toBe(true)
  await door.house.door.guard.idle()
  await soon(() => expect(door.http.counts().requests).toBe(0))
})

test('modern: one that goes away in the middle of a stream stops the room', async () => {
  const away = new AbortController()
  const params = { name: 'wait', arguments: {}, _meta: { ...envelope, progressToken: 'p1' } }
  const response = await fetch(door.http.url, modern(2, 'tools/call', params, away.signal))
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const first = await streamed(response).next()
  expect(first.value).toMatchObject({ params: { progressToken: 'p1', message: 'Waiting' } })
  away.abort()
  expect(await slow.stopped).toBe(true)
})

test('ids and progress tokens come back to the letter, whatever they look like', async () => {
  slow.letGo()
  const id = 'rosalind.quayle@customer.example'
  const progressToken = '+44 20 7946 0958'
  const params = { name: 'wait', arguments: {}, _meta: { ...envelope, progressToken } }
  const init = modern(0, 'tools/call', params)
  const body = JSON.stringify({ ...(JSON.parse(init.body) as object), id })
  const [progress, result] = await messagesOf(await fetch(door.http.url, { ...init, body }))
  expect(progress).toMatchObject({ params: { progressToken } })
  expect(result).toMatchObject({ id, result: { isError: false } })
})

test('legacy: a connection that breaks is no cancel; the call goes on and its result is dropped', async () => {
  const session = await initialize(door.http.url)
  const away = new AbortController()
  const params = { name: 'wait', arguments: {} }
  const call = { jsonrpc: '2.0', id: 9, method: 'tools/call', params }
  const init = posted(call, { 'mcp-session-id': session })
  await fetch(door.http.url, { ...init, signal: away.signal })
  await slow.entered
  away.abort()
  await soon(() => expect(door.http.counts().requests).toBe(0))
  slow.letGo()
  expect(await slow.stopped).toBe(false)
  await door.house.door.guard.idle()
  const [{ body } = {}] = door.house.record.entries({ kinds: ['call.answered'] }).slice(-1)
  expect(body).toMatchObject({ name: 'wait' })
})

test('too many requests under way are refused, until one ends', async () => {
  const away = new AbortController()
  const params = { name: 'wait', arguments: {} }
  const calls = Array.from({ length: 64 }, (_, id) =>
    fetch(door.http.url, modern(id, 'tools/call', params, away.signal)).catch(() => undefined),
  )
  await soon(() => expect(door.http.counts().requests).toBe(64))
  const refused = await fetch(door.http.url, modern(99, 'tools/list'))
  expect(refused.status).toBe(503)
  away.abort()
  await Promise.all(calls)
  await soon(() => expect(door.http.counts().requests).toBe(0))
  expect((await fetch(door.http.url, modern(100, 'tools/list'))).status).toBe(200)
})
