import { afterEach, beforeEach, expect, test } from 'vitest'

import { type Door, openDoor } from '../support/door.ts'
import { openIncident } from '../support/incident.ts'
import { workIncident } from '../support/work.ts'
import { type World, makeWorld } from '../support/world.ts'

let world: World
let door: Door

beforeEach(async () => {
  world = makeWorld()
  door = await openDoor(world)
})

afterEach(async () => {
  await door.close()
  world.remove()
})

test('progress is told to a client that gave a token, and to no other', async () => {
  const incident = await openIncident(door)
  await workIncident(door, world, incident)
  const call = { name: 'render_packet', arguments: { incident } }
  const seen: (string | undefined)[] = []
  await door.client.callTool(call, { onprogress: ({ message }) => void seen.push(message) })
  expect(seen).toEqual(['Counting errors', 'Rendering and linting', 'Storing', 'Done'])
  const before = door.received.length
  await door.client.callTool(call)
  const since = door.received
    .slice(before)
    .filter((text) => text.includes('notifications/progress'))
  expect(since).toEqual([])
})

test('completions come from the configuration and the incidents alone', async () => {
  const incident = await openIncident(door)
  const complete = async (name: string, value: string) => {
    const ref = { type: 'ref/prompt', name: 'triage' } as const
    const { completion } = await door.client.complete({ ref, argument: { name, value } })
    return completion.values
  }
  expect(await complete('incident', 'inc')).toEqual([incident])
  expect(await complete('service', 'a')).toEqual(['auth'])
  expect(await complete('environment', '')).toEqual(['production', 'staging'])
  expect(await complete('report', 'Ros')).toEqual([])
})
