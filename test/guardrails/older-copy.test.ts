import { cpSync, rmSync } from 'node:fs'

import { expect, test } from 'vitest'

import { caseForEachTest, door, incident, openHouseAgain, world } from '../support/case.ts'
import { flagState, proposeOff, refusal } from '../support/incident.ts'
import { decide } from '../support/sign.ts'

caseForEachTest()

test('G6: a home that was replaced by an older copy of itself changes nothing; the ticket is the witness', async () => {
  const { request } = await proposeOff(door, incident)
  await decide(door, { request, approver: 'noor', key: world.keys.noor })
  await door.call('get_request', { request })
  await door.close()
  cpSync(world.path('home'), world.path('older'), { recursive: true })
  await openHouseAgain()
  await door.call('record_note', { incident, type: 'decision', text: 'Keep the flag on for now' })
  await door.close()
  rmSync(world.path('home'), { recursive: true })
  cpSync(world.path('older'), world.path('home'), { recursive: true })
  await openHouseAgain()
  expect(refusal(await door.call('toggle_flag_with_approval', { request }))).toMatchObject({
    isError: true,
    rule: 'record-intact',
  })
  expect(flagState(world)).toEqual({ on: true, version: 7 })
})

test('G6: a ticket that cannot be read stops no granted change', async () => {
  const { request } = await proposeOff(door, incident)
  await decide(door, { request, approver: 'noor', key: world.keys.noor })
  rmSync(world.path('tickets'), { recursive: true })
  const { structured } = await door.call('toggle_flag_with_approval', { request })
  expect(structured).toMatchObject({ state: 'applied' })
})
