import { rmSync, writeFileSync } from 'node:fs'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { type Door, openDoor } from '../support/door.ts'
import { openIncident, proposeOff, refusal } from '../support/incident.ts'
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

const kinds = () =>
  door.house.record.entries({}).map(({ kind, body }) => [kind, body?.['name'] ?? body?.['code']])

test('G6: every attempt is on the record, also an unknown tool and arguments that do not fit', async () => {
  await door.call('get_incident', {})
  await door.call('no_such_tool', {})
  await door.call('record_note', { incident: 'INC-NONE', type: 'nonsense' })
  expect(kinds()).toEqual([
    ['call.asked', 'get_incident'],
    ['call.answered', 'get_incident'],
    ['call.asked', 'no_such_tool'],
    ['call.refused', 'no_such_tool'],
    ['call.asked', 'record_note'],
    ['call.refused', 'record_note'],
  ])
})

test('G6: what the SDK refuses before any handler is on the record too', async () => {
  const ask = door.client.callTool({ name: 'get_incident', arguments: 'text' as never })
  await expect(ask).rejects.toThrow(/Invalid/)
  expect(kinds()).toEqual([
    ['call.asked', 'tools/call'],
    ['call.refused', 'tools/call'],
  ])
})

test('G6: the intent stands before the outcome, and the ask before both', async () => {
  const incident = await openIncident(door)
  await proposeOff(door, incident)
  const names = door.house.record.entries({ incident }).map(({ kind }) => kind)
  expect(names.indexOf('call.asked')).toBeLessThan(names.indexOf('change.proposed'))
})

test('G6: when the record cannot be written, reading is marked and nothing with an effect runs', async () => {
  await door.close()
  rmSync(world.path('home'), { recursive: true, force: true })
  writeFileSync(world.path('home'), 'a file where the folder should be')
  door = await openDoor(world)
  const read = await door.call('get_document', { path: 'runbooks/incident-response' })
  expect(read.text).toMatch(/^NOT ON RECORD/)
  expect(read.text).toMatch(/^NOT ON RECORD/)
  const effect = await door.call('open_incident', { ticket: 'SUP-1042' })
  expect(refusal(effect)).toMatchObject({ isError: true, code: 'UPSTREAM' })
})

test('G6: entries are found by a fresh house on the same home', async () => {
  const incident = await openIncident(door)
  const other = await openDoor(world)
  try {
    const { structured } = await other.call('get_incident', { incident })
    expect(structured).toMatchObject({ brief: { incident, severity: 'SEV1' } })
  } finally {
    await other.close()
  }
})
