import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { openHouse } from '../../src/main.ts'
import { openHttpDoor } from '../support/door.ts'
import { malformed } from '../support/malformed.ts'
import { hello, initialize, messagesOf, posted } from '../support/raw-http.ts'
import { type World, makeWorld } from '../support/world.ts'

const baton = resolve(import.meta.dirname, '../../src/baton.mjs')
const wrong = malformed(1_000)
const ids = wrong.flatMap(({ id }) => (id === null ? [] : [id]))
const good = { name: 'get_incident', arguments: {} }
const goodCall = { jsonrpc: '2.0', id: 'good', method: 'tools/call', params: good }

let world: World
beforeEach(() => {
  world = makeWorld()
})
afterEach(() => world.remove())

/** How many things the record says were refused before a handler. */
async function refusedBefore(): Promise<number> {
  const house = await openHouse({ env: world.env, cwd: world.root })
  const refused = house.record.entries({ kinds: ['call.refused'] })
  house.close()
  return refused.filter(({ body }) => body?.['what'] === 'protocol').length
}

test('G6: 1,000 malformed messages over stdio: each id is answered, each is on the record, a good call works', async () => {
  const child = spawn(process.execPath, [baton, 'serve'], {
    env: { ...world.env, PATH: process.env['PATH'] ?? '' },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const ended = new Promise((done) => child.once('close', done))
  const answers = new Map<unknown, Record<string, unknown>>()
  child.stdin.write(`${JSON.stringify(hello)}\n`)
  for (const { line } of wrong) child.stdin.write(`${line}\n`)
  child.stdin.write(`${JSON.stringify(goodCall)}\n`)
  const waitedFor = new Set<unknown>([0, 'good', ...ids])
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as Record<string, unknown>
    answers.set(message['id'], message)
    waitedFor.delete(message['id'])
    if (waitedFor.size === 0) break
  }
  expect(answers.get('good')).toMatchObject({ result: { isError: false } })
  for (const id of ids) expect(answers.get(id)).toHaveProperty('error')
  expect(answers.size).toBe(ids.length + 2)
  child.stdin.end()
  expect(await ended).toBe(0)
  expect(await refusedBefore()).toBe(wrong.length)
})

test('G6: 1,000 malformed messages over HTTP: each is answered and on the record, a good call works', async () => {
  const door = await openHttpDoor(world, 'legacy')
  const session = await initialize(door.http.url)
  const headers = { 'mcp-session-id': session }
  const answered: unknown[] = []
  const waiting = [...wrong]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const response = await fetch(door.http.url, posted(next.line, headers))
      const [answer] = await messagesOf(response)
      if (answer) expect(answer).toHaveProperty('error')
      else expect([next.line, response.status]).toEqual([next.line, 202])
      if (next.id !== null) expect(answer?.['id']).toBe(next.id)
      answered.push(response.status)
    }
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  expect(answered.length).toBe(1_000)
  const [answer] = await messagesOf(await fetch(door.http.url, posted(goodCall, headers)))
  expect(answer).toMatchObject({ id: 'good', result: { isError: false } })
  await door.close()
  expect(await refusedBefore()).toBe(wrong.length)
})
