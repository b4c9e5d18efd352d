import { readFileSync } from 'node:fs'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { survivors } from '../support/canaries.ts'
import {
  bytesBelow,
  canaries,
  canaryTicket,
  found,
  makeCanaryWorld,
  recordBytes,
  workEverything,
} from '../support/canary-work.ts'
import { type Door, openDoor } from '../support/door.ts'
import type { World } from '../support/world.ts'

let world: World
let door: Door

beforeAll(async () => {
  world = makeCanaryWorld()
  door = await openDoor(world)
  await workEverything(door, world)
}, 120_000)

afterAll(async () => {
  await door.close()
  world.remove()
})

test('G1: what a ticket taught hides also in calls that name no incident', async () => {
  await door.call('open_incident', { title: 'Rosalind Quayle of Quayle Instruments called again' })
  await door.call('get_document', { path: 'notes/Rosalind Quayle of Quayle Instruments' })
  await door.call('Rosalind Quayle', {})
  expect(`${recordBytes(world)}${door.received.join('\n')}`).not.toMatch(/Rosalind|Quayle/)
})

test('the world really holds the canaries', () => {
  const logs = readFileSync(world.path('logs/auth.ndjson'), 'utf8')
  expect(survivors(canaries, logs).length).toBeGreaterThan(980)
})

test('G1: none of 1,000 canaries is in any byte that reached the client', () => {
  expect(door.received.length).toBeGreaterThan(30)
  expect(found(door.received.join('\n'))).toEqual([])
})

test.each(['home', 'outbox', 'knowledge'])('G1: none is in the files below %s', (folder) => {
  expect(found(bytesBelow(world, folder))).toEqual([])
})

test('G1: what Baton appended to the ticket holds none', () => {
  const text = readFileSync(world.path('tickets/sup-1042.md'), 'utf8')
  expect(found(text.slice(canaryTicket.length))).toEqual([])
})
