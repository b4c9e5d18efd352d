import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'
import type * as z from 'zod'

import { namespaceOf } from '../../src/domain/act.ts'
import { canonicalJson } from '../../src/domain/json.ts'
import type { Visit } from '../../src/guard/call.ts'
import { changeRoom } from '../../src/mcp/rooms/change.ts'
import tool from '../../src/tools/toggle_flag_with_approval.ts'
import type { ChangeTool } from '../../src/tools/tool.ts'
import { caseForEachTest, door, incident, world } from '../support/case.ts'
import { openDoor } from '../support/door.ts'
import { flagState, openIncident, proposeOff, refusal } from '../support/incident.ts'
import { decide, signStatement } from '../support/sign.ts'
import { makeWorld } from '../support/world.ts'

caseForEachTest()

const toggle = (args: Record<string, unknown>) => door.call('toggle_flag_with_approval', args)
const untouched = { on: true, version: 7 }

test('G2: the card says when the trust folder does not know the requester, who may be its approver', async () => {
  const stranger = makeWorld({ config: { requester: { id: 'nhaddad', name: 'Noor' } } })
  const other = await openDoor(stranger)
  try {
    const { reply } = await proposeOff(other, await openIncident(other))
    expect(reply.structured).toMatchObject({ card: { requesterKnown: false, level: 'L0' } })
  } finally {
    await other.close()
    stranger.remove()
  }
})

test('G2: a granted request with anything beside it is refused, and nothing is written', async () => {
  const { request } = await proposeOff(door, incident)
  await decide(door, { request, approver: 'noor', key: world.keys.noor })
  const mixed = [
    { request, to: 'on', flag: 'dark-mode' },
    { request, incident: 'INC-OTHER' },
    { request, withdraw: true, flag: 'dark-mode' },
    { withdraw: true },
    {
      withdraw: true,
      incident,
      flag: 'dark-mode',
      environment: 'production',
      to: 'on',
      reason: 'x',
    },
  ]
  for (const args of mixed) {
    expect(refusal(await toggle(args))).toMatchObject({ isError: true, code: 'INVALID_INPUT' })
  }
  expect(flagState(world)).toEqual(untouched)
  expect(door.house.casebook.incident(incident).requests.map(({ state }) => state)).toEqual([
    'granted',
  ])
  expect((await toggle({ request, withdraw: false })).structured).toMatchObject({
    state: 'applied',
  })
})

test('G2: a proposal whose target never answers ends with its call and proposes nothing', async () => {
  const never = () => new Promise<never>(() => {})
  const slow = { ...(tool as ChangeTool<z.ZodObject>), propose: never }
  const stop = new AbortController()
  const contexts = () => ({ read: {} })
  const visit = { incident, signal: stop.signal, contexts } as unknown as Visit
  const proposing = changeRoom(slow, door.house.changes).enter({}, visit)
  stop.abort()
  await expect(proposing).rejects.toMatchObject({ code: 'TIMEOUT' })
  expect(door.house.casebook.incident(incident).requests).toEqual([])
})

test('G2: a proposal with withdraw false is a proposal', async () => {
  const { structured } = await toggle({
    incident,
    flag: 'dark-mode',
    environment: 'production',
    to: 'on',
    reason: 'support asked',
    withdraw: false,
  })
  expect(structured).toMatchObject({ code: 'APPROVAL_REQUIRED', state: 'proposed' })
})

test('G2: who can decide is shown as the policies of the trust folder say', async () => {
  const cab = `@id("production-grant-role") @control("CC8.1") @title("Reliability decides")
forbid (principal, action == Baton::Action::"grant", resource)
unless { principal.roles.contains("sre") };`
  world.write('trust/policies/cab.cedar', cab)
  const { request } = await proposeOff(door, incident)
  const { structured } = await door.call('get_request', { request })
  expect(structured).toMatchObject({ card: { deciders: ['sam'] } })
})

test('G1 G10: a crafted acknowledgement puts no personal data on record or ticket', async () => {
  await door.call('record_note', {
    incident,
    type: 'handoff',
    text: 'to identity',
    link: 'SUP-1042',
  })
  const acts = await door.house.openActs()
  const about = door.house.casebook.incident(incident).handoff?.seq ?? 0
  const wish = {
    act: 'acknowledge',
    incident,
    by: 'lee',
    about,
    reason: 'identity has it',
  } as const
  const reason = 'call rosalind.quayle@customer.example'
  const statement = canonicalJson({ ...(JSON.parse(acts.draft(wish)) as object), reason })
  const signature = signStatement(statement, world.keys.lee, namespaceOf('acknowledge'))
  await expect(acts.take({ statement, signature })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    rule: 'reason-redacted',
  })
  expect(door.house.casebook.incident(incident).acknowledgement).toBeNull()
  expect(JSON.stringify(door.house.record.entries({}))).not.toContain('rosalind.quayle@')
  expect(readFileSync(world.path('tickets/sup-1042.md'), 'utf8')).not.toContain('took ownership')
})
