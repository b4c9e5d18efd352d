import { expect, test } from 'vitest'

import { server } from '../../src/domain/entry.ts'
import { caseForEachTest, door, incident, world } from '../support/case.ts'
import { flagState, proposeOff, refusal } from '../support/incident.ts'
import { decide } from '../support/sign.ts'

caseForEachTest()

/** As another process closes it in the moment that a check of this one has passed. */
async function closeMeanwhile(): Promise<void> {
  await door.house.journal.append(server, incident, {
    kind: 'incident.closed',
    body: {
      resolution: 'the flag is off',
      suspect: 'the validator',
      next: 'fix it',
      mttrMinutes: null,
      policyMinutes: 240,
      followUps: [],
    },
  })
}

test('G2: nobody can grant in a case that was closed after the proposal', async () => {
  const { request } = await proposeOff(door, incident)
  await closeMeanwhile()
  await expect(decide(door, { request, approver: 'noor', key: world.keys.noor })).rejects.toThrow(
    'The incident is closed.',
  )
  expect(refusal(await door.call('toggle_flag_with_approval', { request }))).toMatchObject({
    rule: 'closed-stays-closed',
  })
})

test('G2: a grant of a case that was closed since is worth nothing', async () => {
  const { request } = await proposeOff(door, incident)
  await decide(door, { request, approver: 'noor', key: world.keys.noor })
  await closeMeanwhile()
  expect(refusal(await door.call('toggle_flag_with_approval', { request }))).toMatchObject({
    isError: true,
    rule: 'closed-stays-closed',
  })
  expect(flagState(world)).toEqual({ on: true, version: 7 })
})
