import { expect, test } from 'vitest'

import { parseStatement } from '../../../src/domain/decision.ts'
import { canonicalJson } from '../../../src/domain/json.ts'
import {
  makeRig,
  makeSigner,
  minuteMs,
  refusalOf,
  signText,
  startMs,
} from '../../support-approvals/rig.ts'

test('the requester does not grant their own request, by any of their names', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  const own = ['DENIED', 'approver-is-not-requester']
  expect(await refusalOf(rig.grant('maria', id))).toEqual(own)
  for (const name of ['Maria', ' maria ', 'MARIA@baton.example']) {
    const other = await rig.changes.propose(
      'toggle',
      rig.proposal({ target: `flag ${name}` }),
      { id: name, name },
      rig.incident,
    )
    expect(await refusalOf(rig.grant('maria', other.id))).toEqual(own)
  }
})

test('an agent does not grant, whatever roles and keys it was given', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  expect(await refusalOf(rig.grant('robo', id))).toEqual(['DENIED', 'humans-only'])
})

test('a key that nobody trusts does not grant in the name of an approver', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  const { statement } = rig.signed('noor', id)
  const stolen = { statement, signature: signText(makeSigner(), statement) }
  expect(await refusalOf(rig.changes.decide(stolen))).toEqual(['DENIED', 'key-of-approver'])
})

test('the key of one person does not sign for another', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  const borrowed = rig.signed('maria', id, { approver: 'noor' })
  expect(await refusalOf(rig.changes.decide(borrowed))).toEqual(['DENIED', 'key-of-approver'])
})

test('a person whom the trust folder does not name does not grant', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  const stranger = rig.signed('noor', id, { approver: 'mallory' })
  expect(await refusalOf(rig.changes.decide(stranger))).toEqual(['DENIED', 'key-of-approver'])
})

test('a signature made for another purpose is worth nothing', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  const { statement } = rig.signed('noor', id)
  for (const namespace of ['git', 'file', 'baton-decision-v2', '']) {
    const signature = signText(rig.signers.noor, statement, namespace)
    expect(await refusalOf(rig.changes.decide({ statement, signature }))).toEqual([
      'DENIED',
      'decision-as-signed',
    ])
  }
})

test.each([
  ['approver in production', 'sam', 'production', 'production-grant-role'],
  ['approver outside production', 'sam', 'staging', undefined],
  ['owner of the service', 'lee', 'production', undefined],
  ['undeclared environment counts as production', 'sam', 'Staging', 'production-grant-role'],
] as const)('roles: %s', async (_, who, environment, rule) => {
  const rig = await makeRig()
  const { id } = await rig.propose({ environment })
  const decided = rig.grant(who, id)
  const ended = rule === undefined ? (await decided).state : await refusalOf(decided)
  expect(ended).toEqual(rule === undefined ? 'granted' : ['DENIED', rule])
})

test('the owner of another service, or of none, does not grant', async () => {
  const rig = await makeRig()
  for (const service of ['billing', null]) {
    const { id } = await rig.propose({ service, target: `flag of ${service}` })
    expect(await refusalOf(rig.grant('lee', id))).toEqual(['DENIED', 'production-grant-role'])
  }
})

test.each([
  ['revoked', { revokedAtMs: startMs }, 'key-unrevoked'],
  ['expired', { notAfterMs: startMs - 1 }, 'key-unexpired'],
])('a key that is %s does not grant', async (_, times, rule) => {
  const rig = await makeRig()
  rig.trust((before) => ({
    ...before,
    people: before.people.map((person) => ({
      ...person,
      keys: person.keys.map((key) => ({ ...key, ...times })),
    })),
  }))
  const { id } = await rig.propose()
  expect(await refusalOf(rig.grant('noor', id))).toEqual(['DENIED', rule])
})

test('a statement dated before its key was revoked is judged at the present time', async () => {
  const rig = await makeRig()
  rig.trust((before) => ({
    ...before,
    people: before.people.map((person) => ({
      ...person,
      keys: person.keys.map((key) => ({ ...key, revokedAtMs: startMs + minuteMs })),
    })),
  }))
  const { id } = await rig.propose()
  const early = rig.signed('noor', id)
  rig.advance(minuteMs)
  expect(await refusalOf(rig.changes.decide(early))).toEqual(['DENIED', 'key-unrevoked'])
})

test('a decision is not given twice, by the same or another person', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  const first = rig.signed('noor', id)
  await rig.changes.decide(first)
  const twice = ['CONFLICT', 'decide-once']
  expect(await refusalOf(rig.changes.decide(first))).toEqual(twice)
  expect(
    await refusalOf(rig.changes.decide(rig.signed('lee', id, { decision: 'denied' }))),
  ).toEqual(twice)
})

test('of two decisions at once one counts', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  const ends = await Promise.allSettled([
    rig.changes.decide(rig.signed('noor', id)),
    rig.changes.decide(rig.signed('lee', id, { decision: 'denied' })),
  ])
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(rig.kinds().filter((kind) => kind === 'change.decided')).toHaveLength(1)
})

test('a grant of one request does not grant another', async () => {
  const rig = await makeRig()
  const first = await rig.propose()
  const second = await rig.propose({ target: 'other-flag' })
  const text = parseStatement(rig.signed('noor', first.id).statement)
  const replayed = canonicalJson({ ...text, request: second.id })
  const signature = signText(rig.signers.noor, replayed)
  expect(await refusalOf(rig.changes.decide({ statement: replayed, signature }))).toEqual([
    'DENIED',
    'same-digest',
  ])
})

test('a denial cannot be replayed as a grant', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  const denial = rig.signed('noor', id, { decision: 'denied' })
  const turned = canonicalJson({ ...parseStatement(denial.statement), decision: 'granted' })
  const replay = { statement: turned, signature: denial.signature }
  expect(await refusalOf(rig.changes.decide(replay))).toEqual(['DENIED', 'decision-as-signed'])
})

test.each([
  ['an unknown member', (text: string) => text.replace('{', '{"admin":true,')],
  ['white space', (text: string) => text.replace(',', ', ')],
  ['a member twice', (text: string) => text.replace('{', '{"decision":"denied",')],
  ['no JSON', () => 'granted'],
])('a statement with %s is refused even when it is signed', async (_, alter) => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  const statement = alter(rig.signed('noor', id).statement)
  const signature = signText(rig.signers.noor, statement)
  expect(await refusalOf(rig.changes.decide({ statement, signature }))).toEqual([
    'INVALID_INPUT',
    'decision-as-signed',
  ])
})

test.each([-3 * minuteMs, 3 * minuteMs])(
  'a statement dated %i ms off is refused',
  async (offMs) => {
    const rig = await makeRig()
    const { id } = await rig.propose()
    const { statement } = rig.signed('noor', id)
    const { at, ...rest } = parseStatement(statement)
    const dated = canonicalJson({ ...rest, at: new Date(Date.parse(at) + offMs).toISOString() })
    const signature = signText(rig.signers.noor, dated)
    expect(await refusalOf(rig.changes.decide({ statement: dated, signature }))).toEqual([
      'DENIED',
      'decision-in-time',
    ])
  },
)

test('a reason with personal data is drafted redacted and refused when signed raw', async () => {
  const rig = await makeRig({ redactText: (_, text) => text.replace('ann@x.example', '«email»') })
  const { id } = await rig.propose()
  const drafted = rig.signed('noor', id, { reason: 'ann@x.example agrees' })
  const text = parseStatement(drafted.statement)
  expect(text.reason).toBe('«email» agrees')
  const raw = canonicalJson({ ...text, reason: 'ann@x.example agrees' })
  const signature = signText(rig.signers.noor, raw)
  expect(await refusalOf(rig.changes.decide({ statement: raw, signature }))).toEqual([
    'INVALID_INPUT',
    'reason-redacted',
  ])
  expect((await rig.changes.decide(drafted)).decision?.reason).toBe('«email» agrees')
})

test('a refused decision is on the record with its rule', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  await refusalOf(rig.grant('sam', id))
  const last = rig.entries.at(-1)
  expect(last).toMatchObject({
    kind: 'call.refused',
    incident: rig.incident,
    actor: { id: 'sam', kind: 'human' },
    body: { what: 'protocol', name: 'decision', code: 'DENIED', rule: 'production-grant-role' },
  })
})

test('somebody played by a demonstration is marked as such', async () => {
  const roles = ['incident-commander', 'simulated']
  const rig = await makeRig({ people: [{ id: 'noor', roles }] })
  const { id } = await rig.propose()
  expect((await rig.grant('noor', id)).decision?.simulated).toBe(true)
  expect((await rig.changes.view(id)).decision?.simulated).toBe(true)
})

test('an unwritable record grants nothing', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  const signed = rig.signed('noor', id)
  rig.state.down = true
  expect(await refusalOf(rig.changes.decide(signed))).toEqual(['UPSTREAM', undefined])
  expect(rig.reader.request(id).state).toBe('proposed')
})
