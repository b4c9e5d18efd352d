import { afterEach, beforeEach } from 'vitest'

import { type Door, openDoor } from './door.ts'
import { openIncident } from './incident.ts'
import { type World, makeWorld } from './world.ts'

/** The case that the running test works: a world, the door of its house and the incident of its ticket. */
export let world: World
export let door: Door
export let incident: string

/** Opens a case before each test of the file that calls it and closes it afterwards. */
export function caseForEachTest(make: () => World = makeWorld): void {
  beforeEach(() => openCase(make()))
  afterEach(closeCase)
}

export async function openCase(made: World): Promise<void> {
  world = made
  door = await openDoor(world)
  incident = await openIncident(door)
}

export async function closeCase(): Promise<void> {
  await door.close()
  world.remove()
}

/** A new house on the same world, once the test has closed the one before. */
export async function openHouseAgain(): Promise<void> {
  door = await openDoor(world)
}
