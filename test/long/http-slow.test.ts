import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { limits } from '../../src/mcp/http/limits.ts'
import { type OverHttp, openHttpDoor } from '../support/door.ts'
import { type World, makeWorld } from '../support/world.ts'

/** Short, so that nobody waits for those of the door; what is dropped later is dropped by others. */
const arrival = { headersMs: 1_000, requestMs: 3_000 }
let world: World
let door: OverHttp

beforeAll(async () => {
  world = makeWorld()
  door = await openHttpDoor(world, 'modern', undefined, { arrival })
})

afterAll(async () => {
  await door.close()
  world.remove()
})

const start =
  'POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\naccept: application/json, text/event-stream\r\n'

/** Sends these bytes and nothing more; resolves with the answer's first line and how long the connection stood. */
function dawdle(bytes: string): Promise<{ line: string; stoodMs: number }> {
  const { hostname, port } = new URL(door.http.url)
  const startedAt = performance.now()
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.on('data', (chunk) => (heard += chunk.toString()))
    socket.on('close', () =>
      resolve({ line: heard.split('\r\n')[0] ?? '', stoodMs: performance.now() - startedAt }),
    )
  })
}

test.each([
  ['headers', start, arrival.headersMs],
  ['a body', `${start}content-length: 100\r\n\r\n{"json`, arrival.requestMs],
])(
  'who never ends %s is cut off in time while others are served',
  async (_what, bytes, leastMs) => {
    const slow = Array.from({ length: 100 }, () => dawdle(bytes))
    expect((await door.call('get_incident')).isError).toBe(false)
    for (const { line, stoodMs } of await Promise.all(slow)) {
      expect(line).toBe('HTTP/1.1 408 Request Timeout')
      expect(stoodMs).toBeGreaterThanOrEqual(leastMs - 100)
      expect(stoodMs).toBeLessThan(limits.headersMs)
    }
    expect((await door.call('get_incident')).isError).toBe(false)
  },
)
