import { expect, test } from 'vitest'

import type { ActName } from '../../../src/domain/act.ts'
import { openBreaking } from '../../../src/domain/incident/glass.ts'
import type { JsonObject } from '../../../src/domain/json.ts'
import { type Who, doAct, signedAct } from '../../support-approvals/acts.ts'
import {
  type Rig,
  type RigOptions,
  makeRig,
  minuteMs,
  refusalOf,
} from '../../support-approvals/rig.ts'

const dayMs = 24 * 60 * minuteMs

/** Noor broke glass, granted one change that was applied, and half an hour is over. */
async function overRig(options: RigOptions = {}): Promise<{ rig: Rig; request: string }> {
  const rig = await makeRig(options)
  await doAct(rig, 'noor', 'break-glass')
  const { id: request } = await rig.propose()
  await rig.grant('noor', request)
  await rig.apply(request)
  rig.advance(30 * minuteMs)
  return { rig, request }
}

const glass = ({ reader, incident }: Rig) => reader.incident(incident).glass

test('a second person signs for exactly what was done', async () => {
  const { rig, request } = await overRig()
  const [breaking] = glass(rig)
  const signed = signedAct(rig, 'lee', 'countersign')
  await rig.acts.take(signed)
  expect(rig.entries.at(-1)).toMatchObject({
    kind: 'glass.countersigned',
    actor: { id: 'lee', kind: 'human' },
    body: { by: 'lee', breaking: breaking?.seq, requests: [request], late: false, ...signed },
  })
  expect(openBreaking(glass(rig))).toBeUndefined()
  expect(await refusalOf(rig.acts.take(signed))).toEqual(['CONFLICT', 'act-once'])
})

test('what was applied before or after it is not on the list', async () => {
  const rig = await makeRig()
  const before = await rig.propose({ target: 'before' })
  await rig.grant('noor', before.id)
  await rig.apply(before.id)
  rig.advance(minuteMs)
  await doAct(rig, 'noor', 'break-glass')
  rig.advance(30 * minuteMs)
  const after = await rig.propose({ target: 'after' })
  await rig.grant('noor', after.id)
  await rig.apply(after.id)
  await doAct(rig, 'lee', 'countersign')
  expect(glass(rig)).toMatchObject([{ countersign: { requests: [] } }])
})

test('what was written under it counts, whatever became of it', async () => {
  const rig = await makeRig()
  await doAct(rig, 'noor', 'break-glass')
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  const { hands } = rig.target
  await rig.apply(id, { ...hands, apply: () => Promise.reject(new Error('lost')) })
  rig.advance(30 * minuteMs)
  await doAct(rig, 'lee', 'countersign')
  expect(glass(rig)).toMatchObject([{ countersign: { requests: [id] } }])
})

test.each<[string, Who, RigOptions, JsonObject, JsonObject, string, string]>([
  ['its breaker', 'noor', {}, {}, {}, 'DENIED', 'countersigner-is-second'],
  ['whoever works the incident', 'maria', {}, {}, {}, 'DENIED', 'countersigner-is-second'],
  ['a program', 'robo', {}, {}, {}, 'DENIED', 'humans-only'],
  [
    'somebody without a role',
    'sam',
    { people: [{ id: 'sam', roles: ['sre'] }] },
    {},
    {},
    'DENIED',
    'countersign-role',
  ],
  [
    'the owner of another service',
    'lee',
    { people: [{ id: 'lee', roles: ['service-owner:billing'] }] },
    {},
    {},
    'DENIED',
    'countersign-role',
  ],
  [
    'a reader of another list',
    'lee',
    {},
    { done: 'f'.repeat(64) },
    {},
    'CONFLICT',
    'list-as-shown',
  ],
  ['a reader of another breaking', 'lee', {}, { about: 1 }, {}, 'CONFLICT', 'act-as-shown'],
  ['another trust folder', 'lee', {}, {}, { trust: 'b'.repeat(64) }, 'DENIED', 'trust-unchanged'],
  ['a filler', 'lee', {}, { reason: 'n/a' }, {}, 'INVALID_INPUT', ''],
])('%s does not countersign', async (_, who, options, said, bent, code, rule) => {
  for (const act of ['countersign', 'object'] satisfies ActName[]) {
    const { rig } = await overRig(options)
    const [gotCode, gotRule = ''] = await refusalOf(doAct(rig, who, act, said, bent))
    expect([act, gotCode, gotRule]).toEqual([act, code, rule])
    expect(rig.entries.at(-1)).toMatchObject({ kind: 'call.refused', body: { name: act } })
    expect(openBreaking(glass(rig))).toMatchObject({ objection: null, countersign: null })
  }
})

test.each<[Who, readonly string[]]>([
  ['sam', ['approver']],
  ['lee', ['service-owner:auth']],
  ['sam', ['incident-commander']],
])('%s countersigns as %j', async (who, roles) => {
  const { rig } = await overRig({ people: [{ id: who, roles }] })
  await doAct(rig, who, 'countersign')
  expect(glass(rig)).toMatchObject([{ countersign: { by: who } }])
})

test('revising the services of an incident chooses no countersigner', async () => {
  const people = [{ id: 'lee', roles: ['service-owner:billing'] }]
  const { rig } = await overRig({ people })
  const body = { set: { services: ['auth', 'billing'] }, reason: 'billing too' }
  const maria = { id: 'maria', kind: 'agent' } as const
  await rig.append(maria, rig.incident, { kind: 'incident.updated', body })
  expect(rig.reader.incident(rig.incident).services).toContain('billing')
  const refused = ['DENIED', 'countersign-role']
  expect(await refusalOf(doAct(rig, 'lee', 'countersign'))).toEqual(refused)
})

test('whoever granted under it does not countersign it', async () => {
  const rig = await makeRig({ people: [{ id: 'sam', roles: ['incident-commander'] }] })
  await doAct(rig, 'noor', 'break-glass')
  const { id } = await rig.propose()
  await rig.grant('sam', id)
  rig.advance(30 * minuteMs)
  const refused = ['DENIED', 'countersigner-is-second']
  expect(await refusalOf(doAct(rig, 'sam', 'countersign'))).toEqual(refused)
  await doAct(rig, 'lee', 'countersign')
})

test('whoever asked for a change does not countersign it, however they write their name', async () => {
  const rig = await makeRig()
  await doAct(rig, 'noor', 'break-glass')
  const lee = { id: 'Lee@Baton.example', name: 'Lee' }
  await rig.changes.propose('toggle', rig.proposal({ environment: 'staging' }), lee, rig.incident)
  rig.advance(30 * minuteMs)
  const refused = ['DENIED', 'countersigner-is-second']
  expect(await refusalOf(doAct(rig, 'lee', 'countersign'))).toEqual(refused)
})

test('while it lasts the list is not whole, so nobody countersigns', async () => {
  const rig = await makeRig()
  await doAct(rig, 'noor', 'break-glass')
  rig.advance(30 * minuteMs - 1)
  expect(await refusalOf(doAct(rig, 'lee', 'countersign'))).toEqual([
    'CONFLICT',
    'countersign-after',
  ])
  rig.advance(1)
  await doAct(rig, 'lee', 'countersign')
})

test('a list that grew an outcome since it was shown is not signed for', async () => {
  const rig = await makeRig()
  await doAct(rig, 'noor', 'break-glass')
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  const { hands } = rig.target
  const lost = {
    ...hands,
    readBack: failing(1, (...asked: Parameters<typeof hands.readBack>) => hands.readBack(...asked)),
    apply: () => Promise.reject(new Error('lost')),
  }
  expect((await rig.apply(id, lost)).state).toBe('unknown')
  rig.advance(30 * minuteMs)
  const shown = signedAct(rig, 'lee', 'countersign')
  await rig.changes.reconcile(id, hands)
  expect(await refusalOf(rig.acts.take(shown))).toEqual(['CONFLICT', 'list-as-shown'])
})

/** Reads that fail after so many. */
function failing<A extends readonly unknown[], T>(good: number, read: (...args: A) => Promise<T>) {
  let left = good + 1
  return (...args: A): Promise<T> => {
    left -= 1
    return left > 0 ? read(...args) : Promise.reject(new Error('no answer'))
  }
}

test('later than a day it still counts, and is recorded as late', async () => {
  for (const [waitMs, late] of [
    [dayMs - 30 * minuteMs, false],
    [dayMs - 30 * minuteMs + 1, true],
  ] as const) {
    const { rig } = await overRig()
    rig.advance(waitMs)
    await doAct(rig, 'lee', 'countersign')
    expect(glass(rig)).toMatchObject([{ countersign: { late } }])
  }
})

test('an objection keeps it open until whoever made it is satisfied', async () => {
  const { rig } = await overRig()
  const before = signedAct(rig, 'sam', 'countersign')
  await doAct(rig, 'lee', 'object')
  expect(openBreaking(glass(rig))).toMatchObject({ objection: { by: 'lee' }, countersign: null })
  expect(await refusalOf(doAct(rig, 'lee', 'object'))).toEqual(['CONFLICT', 'act-once'])
  expect(await refusalOf(rig.acts.take(before))).toEqual(['CONFLICT', 'act-as-shown'])
  expect(await refusalOf(doAct(rig, 'sam', 'countersign'))).toEqual(['DENIED', 'objection-stands'])
  expect(await refusalOf(doAct(rig, 'noor', 'break-glass'))).toEqual(['CONFLICT', 'one-glass'])
  await doAct(rig, 'lee', 'countersign')
  expect(glass(rig)).toMatchObject([{ objection: { by: 'lee' }, countersign: { by: 'lee' } }])
})

test('of two answers at once one counts', async () => {
  const { rig } = await overRig()
  const answers = [signedAct(rig, 'lee', 'countersign'), signedAct(rig, 'sam', 'object')]
  const ends = await Promise.allSettled(answers.map((signed) => rig.acts.take(signed)))
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(ends[1]).toMatchObject({ reason: { code: 'CONFLICT', rule: 'act-once' } })
  expect(glass(rig)).toMatchObject([{ objection: null, countersign: { by: 'lee' } }])
})

test('once it is countersigned glass may be broken again', async () => {
  const { rig } = await overRig()
  expect(await refusalOf(doAct(rig, 'noor', 'break-glass'))).toEqual(['CONFLICT', 'one-glass'])
  await doAct(rig, 'lee', 'countersign')
  await doAct(rig, 'noor', 'break-glass')
  expect(glass(rig)).toHaveLength(2)
})
