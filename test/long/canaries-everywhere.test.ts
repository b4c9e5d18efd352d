import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import {
  bytesBelow,
  canaryTicket,
  found,
  makeCanaryWorld,
  sayEverything,
  workEverything,
} from '../support/canary-work.ts'
import { openDoor } from '../support/door.ts'

test('G1: none of 5,000 canaries, each said in every text that the record keeps, is anywhere', async () => {
  const world = makeCanaryWorld()
  const door = await openDoor(world)
  try {
    await sayEverything(door, await workEverything(door, world), true)
    await door.house.rounds()
    expect(found(door.received.join('\n'))).toEqual([])
    for (const folder of ['home', 'outbox', 'knowledge']) {
      expect(found(bytesBelow(world, folder)), folder).toEqual([])
    }
    const ticket = readFileSync(world.path('tickets/sup-1042.md'), 'utf8')
    expect(found(ticket.slice(canaryTicket.length))).toEqual([])
  } finally {
    await door.close()
    world.remove()
  }
}, 300_000)
