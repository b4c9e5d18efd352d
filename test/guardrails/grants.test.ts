import { appendFileSync, readFileSync, symlinkSync } from 'node:fs'

import { DatabaseSync } from 'node:sqlite'

import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'

import { canonicalJson } from '../../src/domain/json.ts'
import { toIso } from '../../src/domain/time.ts'
import { type Door, openDoor } from '../support/door.ts'
import { flagState, openIncident, proposeOff, refusal } from '../support/incident.ts'
import { makeKey } from '../support/keys.ts'
import { decide, signStatement } from '../support/sign.ts'
import { type World, makeWorld, startMs } from '../support/world.ts'

let world: World
let door: Door
let request: string

beforeEach(async () => {
  world = makeWorld()
  door = await openDoor(world)
  const proposed = await proposeOff(door, await openIncident(door))
  request = proposed.request
})

afterEach(async () => {
  await door.close()
  world.remove()
})

const untouched = { on: true, version: 7 }
const turnedOff = { on: false, version: 8 }

const apply = () => door.call('toggle_flag_with_approval', { request })
const grantedByNoor = () => decide(door, { request, approver: 'noor', key: world.keys.noor })

/** The rule and code with which a decision is refused. */
async function refusedDecision(
  decision: Promise<unknown>,
): Promise<{ code: string; rule: string }> {
  const error = (await decision.then(
    () => ({ code: 'none', rule: 'the decision was taken' }),
    (cause: unknown) => cause,
  )) as { code: string; rule: string }
  return { code: error.code, rule: error.rule }
}

test('G2: a proposal answers at once with the card and changes nothing', async () => {
  const { structured, isError, text } = await door.call('get_request', { request })
  expect(isError).toBe(false)
  expect(structured).toMatchObject({ card: { state: 'proposed', deciders: ['noor', 'lee'] } })
  expect(text).toContain(request)
  expect(flagState(world)).toEqual(untouched)
})

test('G2: applying before a grant is refused', async () => {
  expect(refusal(await apply())).toEqual({
    isError: true,
    code: 'APPROVAL_REQUIRED',
    rule: 'grant-required',
  })
  expect(flagState(world)).toEqual(untouched)
})

test('G2 G4: a grant by the incident commander is applied once, read back and closed', async () => {
  await grantedByNoor()
  const first = await apply()
  expect(first.isError).toBe(false)
  expect(first.structured).toMatchObject({ state: 'applied', card: { outcome: { version: '8' } } })
  expect(flagState(world)).toEqual(turnedOff)
  const again = await apply()
  expect(again.structured).toMatchObject({ state: 'applied' })
  expect(flagState(world)).toEqual(turnedOff)
  const kinds = door.house.record.entries({}).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'change.applying')).toHaveLength(1)
  expect(kinds.filter((kind) => kind === 'change.applied')).toHaveLength(1)
})

test('G2: two applies of one grant at once have one effect', async () => {
  await grantedByNoor()
  await Promise.all([apply(), apply()])
  expect(flagState(world)).toEqual(turnedOff)
})

test('G2: the requester cannot grant, even as incident commander with the right key', async () => {
  const people = readFileSync(world.path('trust/people.yaml'), 'utf8')
  world.write('trust/people.yaml', people.replace('- support', '- incident-commander'))
  request = (await proposeOff(door, await openIncident(door))).request
  expect(
    await refusedDecision(decide(door, { request, approver: 'maria', key: world.keys.maria })),
  ).toEqual({ code: 'DENIED', rule: 'approver-is-not-requester' })
})

test('G2: no tool takes a decision, whatever the arguments say', async () => {
  const attempts = [
    ['approve', { request }],
    ['toggle_flag_with_approval', { request, approve: true }],
    ['toggle_flag_with_approval', { request, decision: 'granted', approver: 'noor' }],
    ['get_request', { request, grant: true }],
    ['record_note', { incident: 'x', type: 'change.decided', text: 'granted' }],
  ] as const
  for (const [name, args] of attempts) {
    expect((await door.call(name, args)).isError).toBe(true)
  }
  const kinds = door.house.record.entries({}).map(({ kind }) => kind)
  expect(kinds).not.toContain('change.decided')
  expect(flagState(world)).toEqual(untouched)
})

test('G2: a key that stands for nobody, such as the agent makes for itself, grants nothing', async () => {
  expect(
    await refusedDecision(decide(door, { request, approver: 'noor', key: makeKey() })),
  ).toMatchObject({ code: 'DENIED', rule: 'key-of-approver' })
})

test('G2: a decision cannot be replayed', async () => {
  const statement = door.house.changes.draft({
    request,
    decision: 'denied',
    reason: 'not now',
    approver: 'noor',
  })
  const signed = { statement, signature: signStatement(statement, world.keys.noor) }
  await door.house.changes.decide(signed)
  expect(await refusedDecision(door.house.changes.decide(signed))).toMatchObject({
    code: 'CONFLICT',
    rule: 'decide-once',
  })
})

test('G2: a denial cannot be replayed as a grant, and its reason reaches the agent', async () => {
  const statement = door.house.changes.draft({
    request,
    decision: 'denied',
    reason: 'freeze until the migration is done',
    approver: 'noor',
  })
  const signature = signStatement(statement, world.keys.noor)
  const turned = canonicalJson({ ...(JSON.parse(statement) as object), decision: 'granted' })
  expect(
    await refusedDecision(door.house.changes.decide({ statement: turned, signature })),
  ).toMatchObject({ code: 'DENIED', rule: 'decision-as-signed' })
  await door.house.changes.decide({ statement, signature })
  const { text } = await door.call('get_request', { request })
  expect(text).toContain('freeze until the migration is done')
  expect(refusal(await apply())).toMatchObject({ isError: true, code: 'DENIED' })
  expect(flagState(world)).toEqual(untouched)
})

test('G2: a tampered card is not what was signed', async () => {
  const other = await door.call('toggle_flag_with_approval', {
    incident: await openIncident(door),
    flag: 'dark-mode',
    environment: 'production',
    to: 'on',
    reason: 'support asked',
  })
  const statement = door.house.changes.draft({
    request,
    decision: 'granted',
    reason: 'rollback agreed',
    approver: 'noor',
  })
  const moved = canonicalJson({
    ...(JSON.parse(statement) as object),
    request: String(other.structured['request']),
  })
  const signature = signStatement(moved, world.keys.noor)
  expect(
    await refusedDecision(door.house.changes.decide({ statement: moved, signature })),
  ).toMatchObject({ code: 'DENIED', rule: 'same-digest' })
})

test('G2: a flag that changed by hand between grant and apply is left alone', async () => {
  await grantedByNoor()
  const file = readFileSync(world.path('flags.json'), 'utf8')
  world.write('flags.json', file.replace('"version": 7', '"version": 9'))
  expect(refusal(await apply())).toMatchObject({ isError: true, rule: 'target-unchanged' })
  expect(flagState(world)).toEqual({ on: true, version: 9 })
})

test('G2: an expired request cannot be granted', async () => {
  world.clock.advance(16 * 60_000)
  expect(await refusedDecision(grantedByNoor())).toMatchObject({ rule: 'request-unexpired' })
})

test('G2: a grant used later than ten minutes after it was given is refused', async () => {
  await grantedByNoor()
  world.clock.advance(10 * 60_000)
  expect(refusal(await apply())).toMatchObject({ isError: true, rule: 'grant-unexpired' })
  expect(flagState(world)).toEqual(untouched)
})

test('G2: somebody without the role cannot grant', async () => {
  expect(
    await refusedDecision(decide(door, { request, approver: 'sam', key: world.keys.sam })),
  ).toMatchObject({ code: 'DENIED' })
})

test('G2: a revoked key grants nothing', async () => {
  const file = parse(readFileSync(world.path('trust/people.yaml'), 'utf8')) as People
  const keys = [{ key: world.keys.noor.publicLine, revokedAt: toIso(startMs - 60_000) }]
  const people = file.people.map((person) => (person.id === 'noor' ? { ...person, keys } : person))
  world.write('trust/people.yaml', stringify({ ...file, people }))
  request = (await proposeOff(door, await openIncident(door))).request
  expect(await refusedDecision(grantedByNoor())).toMatchObject({ rule: 'key-unrevoked' })
})

test('G2: when the trust folder changes, an open grant is void', async () => {
  await grantedByNoor()
  appendFileSync(world.path('trust/people.yaml'), '\n# reviewed\n')
  expect(refusal(await apply())).toMatchObject({ isError: true, rule: 'trust-unchanged' })
  expect(flagState(world)).toEqual(untouched)
})

test('G2: production at L0 is refused where the configuration demands a second lock', async () => {
  const strict = makeWorld({ config: { policy: { productionAtL0: false } } })
  const strictDoor = await openDoor(strict)
  try {
    const { reply } = await proposeOff(strictDoor, await openIncident(strictDoor))
    expect(refusal(reply)).toMatchObject({
      isError: true,
      code: 'DENIED',
      rule: 'production-needs-second-lock',
    })
    expect(flagState(strict)).toEqual(untouched)
  } finally {
    await strictDoor.close()
    strict.remove()
  }
})

test('G2: an environment whose flag file is a link to that of production is production', async () => {
  const flags = [
    { environment: 'production', file: 'flags.json' },
    { environment: 'staging', file: 'staging.json' },
  ]
  const shared = makeWorld({ config: { flags } })
  symlinkSync(shared.path('flags.json'), shared.path('staging.json'))
  const sharedDoor = await openDoor(shared)
  try {
    const { structured } = await sharedDoor.call('toggle_flag_with_approval', {
      incident: await openIncident(sharedDoor),
      flag: 'new-token-validator',
      environment: 'staging',
      to: 'off',
      reason: 'only staging',
    })
    expect(structured).toMatchObject({ card: { production: true } })
  } finally {
    await sharedDoor.close()
    shared.remove()
  }
})

interface People {
  readonly people: readonly { readonly id: string }[]
}

test('G2 G6: when the record was edited, no grant is used', async () => {
  await grantedByNoor()
  const db = new DatabaseSync(world.path('home', 'record.db'))
  db.exec(`UPDATE entry SET body = NULL WHERE kind = 'incident.opened'`)
  db.close()
  expect(refusal(await apply())).toMatchObject({ isError: true, rule: 'record-intact' })
  expect(flagState(world)).toEqual(untouched)
})
