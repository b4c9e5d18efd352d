import { readFileSync } from 'node:fs'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { command as inbox } from '../../src/cli/inbox.ts'
import { command as show } from '../../src/cli/show.ts'
import { survivors } from '../support/canaries.ts'
import {
  bytesBelow,
  canaries,
  canaryTicket,
  found,
  makeCanaryWorld,
  recordBytes,
  sayEverything,
  workEverything,
} from '../support/canary-work.ts'
import { type Door, openDoor } from '../support/door.ts'
import { openTerminal } from '../support/terminal.ts'
import type { World } from '../support/world.ts'

let world: World
let door: Door

beforeAll(async () => {
  world = makeCanaryWorld()
  door = await openDoor(world)
  await sayEverything(door, await workEverything(door, world))
})

afterAll(async () => {
  await door.close()
  world.remove()
})

test('G1: what a ticket taught hides also in calls that name no incident, in any encoding', async () => {
  await door.call('open_incident', { title: 'Rosalind Quayle of Quayle Instruments called again' })
  await door.call('get_document', { path: 'notes/Rosalind Quayle of Quayle Instruments' })
  await door.call('Rosalind Quayle', {})
  expect(`${recordBytes(world)}${door.received.join('\n')}`).not.toMatch(/Rosalind|Quayle/)
  const known = [{ class: 'known', value: 'Rosalind Quayle', bare: ['Rosalind', 'Instruments'] }]
  const everywhere = ['home', 'outbox', 'knowledge'].map((folder) => bytesBelow(world, folder))
  for (const bytes of [...everywhere, door.received.join('\n')]) {
    expect(survivors(known, bytes)).toEqual([])
  }
})

test('the world really holds the canaries', () => {
  const logs = readFileSync(world.path('logs/auth.ndjson'), 'utf8')
  expect(survivors(canaries, logs)).toHaveLength(5_000)
  expect(survivors(canaries, canaryTicket)).toHaveLength(5_000)
})

test('G1: none of 5,000 canaries is in any byte that reached the client', () => {
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

test('G1: none is in what the commands for people print', async () => {
  const terminal = openTerminal(world)
  await terminal.look(inbox)
  const requests = door.house.casebook.incidents().flatMap((each) => each.requests)
  for (const { id } of requests) await terminal.look(show, id)
  expect(terminal.printed.length).toBeGreaterThan(20)
  expect(found(terminal.printed.join('\n'))).toEqual([])
})
