import { expect, test } from 'vitest'

import type { Breaking } from '../../../src/domain/incident/glass.ts'
import type { JsonObject } from '../../../src/domain/json.ts'
import { toIso } from '../../../src/domain/time.ts'
import { heldGlass } from '../../../src/guard/acts/held.ts'
import { type Who, doAct, signedAct } from '../../support-approvals/acts.ts'
import {
  type Rig,
  type RigOptions,
  makeRig,
  makeSigner,
  minuteMs,
  refusalOf,
  signText,
  startMs,
} from '../../support-approvals/rig.ts'

const freeze = [{ from: startMs, to: startMs + 24 * 60 * minuteMs }]
const frozen = ['DENIED', 'freeze-window']

/** A world in a freeze, with noor's glass broken. */
async function brokenRig(options: RigOptions = {}): Promise<Rig> {
  const rig = await makeRig({ policy: { freeze }, ...options })
  await doAct(rig, 'noor', 'break-glass')
  return rig
}

test('a commander breaks glass for thirty minutes, on the record as it was signed', async () => {
  const rig = await makeRig()
  const signed = signedAct(rig, 'noor', 'break-glass')
  const { incident } = await rig.acts.take(signed)
  expect(JSON.parse(signed.statement)).toEqual({
    v: 1,
    act: 'break-glass',
    incident: 'INC-TEST',
    by: 'noor',
    about: 0,
    reason: 'nobody can log in',
    until: toIso(startMs + 30 * minuteMs),
    trust: 'a'.repeat(64),
    at: toIso(startMs),
    nonce: expect.stringMatching(/^[\w-]{22}$/),
  })
  expect(rig.entries.at(-1)).toMatchObject({
    kind: 'glass.broken',
    actor: { id: 'noor', kind: 'human' },
    body: {
      by: 'noor',
      reason: 'nobody can log in',
      until: toIso(startMs + 30 * minuteMs),
      simulated: false,
      ...signed,
    },
  })
  expect(incident.glass).toMatchObject([{ by: 'noor', objection: null, countersign: null }])
  expect(rig.told).toEqual([rig.entries.at(-1)?.seq])
})

test.each<[string, Who, JsonObject, JsonObject, string, string]>([
  ['whoever works the incident', 'maria', {}, {}, 'DENIED', 'breaker-is-not-requester'],
  ['the owner of the service', 'lee', {}, {}, 'DENIED', 'glass-role'],
  ['an approver', 'sam', {}, {}, 'DENIED', 'glass-role'],
  ['a program', 'robo', {}, {}, 'DENIED', 'humans-only'],
  ['a signer who names somebody else', 'sam', { by: 'noor' }, {}, 'DENIED', 'key-of-approver'],
  ['a signer whom nobody knows', 'noor', { by: 'eve' }, {}, 'DENIED', 'key-of-approver'],
  ['another state', 'noor', { about: 7 }, {}, 'CONFLICT', 'act-as-shown'],
  ['another trust folder', 'noor', {}, { trust: 'b'.repeat(64) }, 'DENIED', 'trust-unchanged'],
  ['a reason that says nothing', 'noor', { reason: 'TBD' }, {}, 'INVALID_INPUT', ''],
  [
    'a longer time',
    'noor',
    {},
    { until: toIso(startMs + 31 * minuteMs) },
    'INVALID_INPUT',
    'decision-as-signed',
  ],
  ['one member more', 'noor', {}, { also: 'x' }, 'INVALID_INPUT', 'decision-as-signed'],
  [
    'an incident that is none',
    'noor',
    {},
    { incident: 'incident' },
    'INVALID_INPUT',
    'decision-as-signed',
  ],
])('%s breaks no glass', async (_, who, said, bent, code, rule) => {
  const rig = await makeRig()
  const [gotCode, gotRule = ''] = await refusalOf(doAct(rig, who, 'break-glass', said, bent))
  expect([gotCode, gotRule]).toEqual([code, rule])
  expect(rig.kinds()).not.toContain('glass.broken')
  expect(rig.entries.at(-1)).toMatchObject({
    kind: 'call.refused',
    body: { what: 'protocol', code, rule: rule || null },
  })
})

test('a statement about another incident, or one that there is not, breaks nothing', async () => {
  const rig = await makeRig()
  const elsewhere = doAct(rig, 'noor', 'break-glass', {}, { incident: 'INC-OTHER' })
  expect(await refusalOf(elsewhere)).toEqual(['NOT_FOUND', undefined])
  const bent = { ...signedAct(rig, 'noor', 'break-glass') }
  const statement = bent.statement.replace('INC-TEST', 'INC-OTHER')
  expect(await refusalOf(rig.acts.take({ ...bent, statement }))).toEqual([
    'DENIED',
    'decision-as-signed',
  ])
})

test('the signature of another act, of a decision or of a stranger is worth nothing', async () => {
  const rig = await makeRig()
  const { statement } = signedAct(rig, 'noor', 'break-glass')
  for (const namespace of ['baton-decision-v1', 'baton-countersign-v1', 'baton-acknowledge-v1']) {
    const signature = signText(rig.signers.noor, statement, namespace)
    const work = rig.acts.take({ statement, signature })
    expect(await refusalOf(work)).toEqual(['DENIED', 'decision-as-signed'])
  }
  const signature = signText(makeSigner(), statement, 'baton-break-glass-v1')
  expect(await refusalOf(rig.acts.take({ statement, signature }))).toEqual([
    'DENIED',
    'key-of-approver',
  ])
})

test.each([
  ['revoked', { revokedAtMs: startMs }, 'key-unrevoked'],
  ['expired', { notAfterMs: startMs - 1 }, 'key-unexpired'],
])('a key that is %s breaks no glass', async (_, times, rule) => {
  const rig = await makeRig()
  rig.trust((before) => ({
    ...before,
    people: before.people.map((person) => ({
      ...person,
      keys: person.keys.map((key) => ({ ...key, ...times })),
    })),
  }))
  expect(await refusalOf(doAct(rig, 'noor', 'break-glass'))).toEqual(['DENIED', rule])
})

test.each([-3, 3])('a statement dated %i minutes off is refused', async (off) => {
  const rig = await makeRig()
  const signed = signedAct(rig, 'noor', 'break-glass')
  rig.advance(-off * minuteMs)
  expect(await refusalOf(rig.acts.take(signed))).toEqual(['DENIED', 'decision-in-time'])
})

test('whoever asked for a change breaks no glass, however they write their name', async () => {
  const rig = await makeRig()
  const requester = { id: 'NOOR@baton.example', name: 'Noor' }
  await rig.changes.propose('toggle', rig.proposal(), requester, rig.incident)
  const own = ['DENIED', 'breaker-is-not-requester']
  expect(await refusalOf(doAct(rig, 'noor', 'break-glass'))).toEqual(own)
})

test('a statement breaks glass once, and of two at the same time one does', async () => {
  const rig = await makeRig()
  const first = signedAct(rig, 'noor', 'break-glass')
  const second = signedAct(rig, 'noor', 'break-glass')
  const ends = await Promise.allSettled([rig.acts.take(first), rig.acts.take(second)])
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))).toMatchObject([
    { code: 'CONFLICT', rule: 'act-once' },
  ])
  expect(await refusalOf(rig.acts.take(first))).toEqual(['CONFLICT', 'one-glass'])
  expect(rig.kinds().filter((kind) => kind === 'glass.broken')).toHaveLength(1)
})

test('a replay after the countersignature is about a state that is gone', async () => {
  const rig = await makeRig()
  const at = { at: toIso(startMs + 31 * minuteMs), until: toIso(startMs + 61 * minuteMs) }
  const kept = signedAct(rig, 'noor', 'break-glass', {}, at)
  await doAct(rig, 'noor', 'break-glass')
  rig.advance(31 * minuteMs)
  await doAct(rig, 'lee', 'countersign')
  expect(await refusalOf(rig.acts.take(kept))).toEqual(['CONFLICT', 'act-as-shown'])
})

test('while it lasts a freeze stops nobody, and each change still needs a grant', async () => {
  const rig = await makeRig({ policy: { freeze } })
  expect(await refusalOf(rig.propose())).toEqual(frozen)
  await doAct(rig, 'noor', 'break-glass')
  const { id } = await rig.propose()
  expect(await refusalOf(rig.apply(id))).toEqual(['APPROVAL_REQUIRED', 'grant-required'])
  await rig.grant('noor', id)
  expect(rig.reader.request(id).decision?.glass).toBe(
    rig.reader.incident(rig.incident).glass[0]?.seq,
  )
  expect((await rig.apply(id)).state).toBe('applied')
  expect(await rig.changes.view(id)).toMatchObject({
    breakGlass: { by: 'noor', until: toIso(startMs + 30 * minuteMs) },
  })
})

test('while it lasts only an incident commander grants, and everybody may deny', async () => {
  const rig = await brokenRig()
  const { id } = await rig.propose()
  expect((await rig.changes.view(id)).deciders).toEqual(['noor'])
  expect(await refusalOf(rig.grant('lee', id))).toEqual(['DENIED', 'break-glass-commander-grants'])
  const denied = await rig.changes.decide(rig.signed('lee', id, { decision: 'denied' }))
  expect(denied.state).toBe('denied')
})

test.each([
  ['a second lock', { level: 'L0' as const, policy: {} }, {}],
  ['a version', { level: 'L1' as const, policy: {} }, { baseVersion: null }],
])('it lifts the demand for %s', async (_, options, given) => {
  const rig = await makeRig(options)
  expect((await refusalOf(rig.propose(given)))[0]).toBe('DENIED')
  await doAct(rig, 'noor', 'break-glass')
  const { id } = await rig.propose(given)
  expect((await rig.grant('noor', id)).state).toBe('granted')
})

test('nobody grants their own request under it', async () => {
  const rig = await brokenRig()
  const { id } = await rig.propose()
  const own = ['DENIED', 'approver-is-not-requester']
  expect(await refusalOf(rig.grant('maria', id))).toEqual(own)
})

test('what its breaker asks for is not waived', async () => {
  const rig = await brokenRig()
  const noor = { id: 'Noor@Baton.example', name: 'Noor' }
  const work = rig.changes.propose('toggle', rig.proposal(), noor, rig.incident)
  expect(await refusalOf(work)).toEqual(frozen)
})

test('it ends after thirty minutes, also for what was granted under it', async () => {
  const rig = await brokenRig()
  rig.advance(25 * minuteMs)
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  rig.advance(5 * minuteMs - 1)
  expect((await rig.changes.view(id)).state).toBe('granted')
  rig.advance(1)
  expect(await refusalOf(rig.apply(id))).toEqual(frozen)
  expect(await refusalOf(rig.propose({ target: 'other' }))).toEqual(frozen)
  expect(rig.target.writes).toBe(0)
})

test('it holds in its incident alone', async () => {
  const rig = await brokenRig()
  const opening = rig.entries.find(({ kind }) => kind === 'incident.opened')
  const body = opening?.body as never
  await rig.append({ id: 'maria', kind: 'agent' }, 'INC-OTHER', { kind: 'incident.opened', body })
  const maria = { id: 'maria', name: 'Maria' }
  const work = rig.changes.propose('toggle', rig.proposal(), maria, 'INC-OTHER')
  expect(await refusalOf(work)).toEqual(frozen)
})

test.each<[string, (rig: Rig) => void]>([
  [
    'an edited trust folder',
    (rig) => rig.trust((before) => ({ ...before, digest: 'b'.repeat(64) })),
  ],
  [
    'a commander who holds the role no longer',
    (rig) =>
      rig.trust((before) => ({
        ...before,
        people: before.people.map((one) => (one.id === 'noor' ? { ...one, roles: [] } : one)),
      })),
  ],
  [
    'a key that was revoked',
    (rig) =>
      rig.trust((before) => ({
        ...before,
        people: before.people.map((one) => ({
          ...one,
          keys: one.keys.map((key) => ({ ...key, revokedAtMs: startMs })),
        })),
      })),
  ],
])('%s ends it at once', async (_, change) => {
  const rig = await brokenRig()
  change(rig)
  expect(await refusalOf(rig.propose())).toEqual(frozen)
})

test.each<[string, Partial<Breaking>]>([
  ['its end was moved', { until: toIso(startMs + 60 * minuteMs) }],
  ['somebody else is named', { by: 'sam' }],
  ['the statement is another', { statement: '{}' }],
  ['the signature is another', { signature: 'x' }],
  ['its body is gone', { statement: '', signature: '', until: toIso(startMs) }],
])('a record in which %s lifts nothing', async (_, members) => {
  const rig = await brokenRig()
  const trust = rig.protocolOptions.trustRoot.read()
  const incident = rig.reader.incident(rig.incident)
  expect(heldGlass(incident, 'maria', trust, startMs)).toMatchObject({ by: 'noor' })
  const glass = incident.glass.map((breaking) => ({ ...breaking, ...members }))
  expect(heldGlass({ ...incident, glass }, 'maria', trust, startMs)).toBeUndefined()
})

test('a breaking of another incident, moved into this one, lifts nothing', async () => {
  const rig = await brokenRig()
  const trust = rig.protocolOptions.trustRoot.read()
  const moved = { ...rig.reader.incident(rig.incident), id: 'INC-OTHER' }
  expect(heldGlass(moved, 'maria', trust, startMs)).toBeUndefined()
})

test('a forged breaking, with a key that the agent made, lifts nothing', async () => {
  const rig = await makeRig({ policy: { freeze } })
  const { statement } = signedAct(rig, 'noor', 'break-glass')
  const signature = signText(makeSigner(), statement, 'baton-break-glass-v1')
  const until = toIso(startMs + 30 * minuteMs)
  const body = { by: 'noor', reason: 'x', key: 'x', statement, signature, simulated: false, until }
  await rig.append({ id: 'noor', kind: 'human' }, rig.incident, { kind: 'glass.broken', body })
  expect(await refusalOf(rig.propose())).toEqual(frozen)
})
