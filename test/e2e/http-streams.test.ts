import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Change } from '../../src/mcp/watch.ts'
import { type OverHttp, openHttpDoor } from '../support/door.ts'
import { initialize, modern, streamed } from '../support/raw-http.ts'
import { soon } from '../support/soon.ts'
import { type World, makeWorld } from '../support/world.ts'

let world: World
let door: OverHttp
let listeners: Set<(change: Change) => void>
let warnings: string[]
const warned = ({ name }: Error): void => void warnings.push(name)

beforeEach(async () => {
  world = makeWorld()
  listeners = new Set()
  warnings = []
  process.on('warning', warned)
  door = await openHttpDoor(world, 'modern', (plain) => ({
    ...plain,
    catalogue: {
      ...plain.catalogue,
      watch(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
  }))
})

afterEach(async () => {
  process.off('warning', warned)
  await door.close()
  world.remove()
})

const everything = { notifications: { resourcesListChanged: true } }
const turn = (): Promise<void> => new Promise((done) => setImmediate(done))

/** Sockets that keep the process alive. */
function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length
}

test('a client that never reads its stream is dropped, and nobody waits for it', async () => {
  const { hostname, port } = new URL(door.http.url)
  const { headers, body } = modern(1, 'subscriptions/listen', everything) as {
    headers: object
    body: string
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  socket.write(
    [
      'POST /mcp HTTP/1.1',
      `host: ${hostname}:${port}`,
      `content-length: ${Buffer.byteLength(body)}`,
      ...lines,
      '',
      body,
    ].join('\r\n'),
  )
  socket.pause()
  await soon(() => expect(listeners.size).toBe(1))

  const filler = 'x '.repeat(50_000)
  let megabytes = 0
  while (listeners.size > 0 && megabytes < 100) {
    for (const tell of listeners) tell({ kind: 'resources_list_changed', params: { filler } })
    megabytes += filler.length / 1_000_000
    await turn()
    if (Math.round(megabytes * 10) % 50 === 0) {
      expect((await door.call('get_incident')).isError).toBe(false)
    }
  }
  expect(megabytes).toBeLessThan(50)
  socket.destroy()
  expect((await door.call('get_incident')).isError).toBe(false)
})

test('a client that opens and closes 500 streams leaves nothing behind', async () => {
  await door.call('get_incident')
  const before = sockets()
  for (let opened = 0; opened < 500; opened += 1) {
    const leave = new AbortController()
    const init = modern(opened, 'subscriptions/listen', everything, leave.signal)
    const response = await fetch(door.http.url, init)
    const { value } = await streamed(response).next()
    expect(value).toMatchObject({ method: 'notifications/subscriptions/acknowledged' })
    leave.abort()
  }
  await soon(() => {
    expect(listeners.size).toBe(0)
    expect(door.http.counts().requests).toBe(0)
    expect(sockets()).toBeLessThanOrEqual(before)
    expect(warnings).toEqual([])
  })
})

test('a client that opens and ends 500 sessions leaves nothing behind', async () => {
  await door.call('get_incident')
  const before = sockets()
  for (let opened = 0; opened < 500; opened += 1) {
    const session = await initialize(door.http.url)
    const headers = { 'mcp-session-id': session, accept: 'text/event-stream' }
    const stream = await fetch(door.http.url, { headers })
    const ended = stream.text()
    await (await fetch(door.http.url, { method: 'DELETE', headers })).text()
    expect(await ended).toBe('')
  }
  await soon(() => {
    expect(door.http.counts()).toMatchObject({ sessions: 0, requests: 0 })
    expect(listeners.size).toBe(0)
    expect(sockets()).toBeLessThanOrEqual(before)
    expect(warnings).toEqual([])
  })
})

test('a client that leaves 500 connections in the middle of a request leaves nothing behind', async () => {
  const { hostname, port } = new URL(door.http.url)
  const before = sockets()
  for (let opened = 0; opened < 500; opened += 1) {
    await new Promise<void>((done) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write('POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n')
        socket.write('content-type: application/json\r\n\r\n{"jsonrpc"', () => socket.destroy())
      })
      socket.once('close', () => done())
    })
  }
  await soon(() => {
    expect(door.http.counts()).toMatchObject({ sessions: 0, requests: 0 })
    expect(sockets()).toBeLessThanOrEqual(before)
    expect(warnings).toEqual([])
  })
  expect((await door.call('get_incident')).isError).toBe(false)
})
