import { expect, test } from 'vitest'

import { type Rig, makeRig, minuteMs, refusalOf, startMs } from '../../support-approvals/rig.ts'

const freeze = [{ from: startMs + minuteMs, to: startMs + 60 * minuteMs }]

test('at L0 production is refused unless the configuration accepts it', async () => {
  const strict = await makeRig({ level: 'L0' })
  expect(await refusalOf(strict.propose())).toEqual(['DENIED', 'production-needs-second-lock'])
  expect((await strict.propose({ environment: 'staging' })).state).toBe('proposed')
  const open = await makeRig({ level: 'L0', policy: { productionAtL0: true } })
  expect((await open.propose()).state).toBe('proposed')
  const server = await makeRig({ level: 'L1' })
  expect((await server.propose()).state).toBe('proposed')
})

test.each([
  ['an id that the trust folder does not know', 'nhaddad'],
  ['a program of the trust folder', 'robo'],
])('production is closed to %s', async (_, id) => {
  const rig = await makeRig()
  const propose = (environment: string) =>
    rig.changes.propose('toggle', rig.proposal({ environment }), { id, name: id }, rig.incident)
  expect(await refusalOf(propose('production'))).toEqual(['DENIED', 'requester-known'])
  expect((await propose('staging')).state).toBe('proposed')
})

test('a requester whom the trust folder does not know is granted nothing and nobody can decide', async () => {
  const rig = await makeRig()
  rig.trust((before) => ({ ...before, people: before.people.filter(({ id }) => id !== 'maria') }))
  const asked = await makeAsked(rig)
  expect(await refusalOf(rig.grant('noor', asked))).toEqual(['DENIED', 'requester-known'])
  expect((await rig.changes.view(asked)).deciders).toEqual([])
  const denied = await rig.changes.decide(rig.signed('noor', asked, { decision: 'denied' }))
  expect(denied.state).toBe('denied')
})

/** A request of maria on the record, whatever the trust folder says of her now. */
async function makeAsked(rig: Rig): Promise<string> {
  const known = await makeRig()
  const { proposal } = await known.propose()
  const fact = { kind: 'change.proposed', body: proposal } as const
  await rig.append({ id: 'maria', kind: 'agent' }, rig.incident, fact)
  return proposal.request
}

test('what has no version to compare needs L2 in production', async () => {
  const laptop = await makeRig({ level: 'L1' })
  expect(await refusalOf(laptop.propose({ baseVersion: null }))).toEqual([
    'DENIED',
    'unversioned-needs-server',
  ])
  const server = await makeRig({ level: 'L2' })
  expect((await server.propose({ baseVersion: null })).state).toBe('proposed')
})

test.each([
  ['undeclared', [], true],
  ['declared production', [true], true],
  ['declared otherwise', [false], false],
  ['declared twice, once as production', [false, true], true],
] as const)('an environment that is %s', async (_, declared, production) => {
  const environments = declared.map((value) => ({
    name: 'blue',
    production: value,
    regions: [],
    baseUrls: [],
  }))
  const rig = await makeRig({ environments })
  expect((await rig.propose({ environment: 'blue' })).proposal.production).toBe(production)
})

test('in a freeze nothing is proposed, granted or applied in production', async () => {
  const rig = await makeRig({ policy: { freeze } })
  const asked = await rig.propose()
  const granted = await rig.propose({ target: 'other' })
  await rig.grant('noor', granted.id)
  rig.advance(minuteMs)
  const frozen = ['DENIED', 'freeze-window']
  expect(await refusalOf(rig.propose({ target: 'third' }))).toEqual(frozen)
  expect(await refusalOf(rig.grant('noor', asked.id))).toEqual(frozen)
  expect(await refusalOf(rig.apply(granted.id))).toEqual(frozen)
  const denied = await rig.changes.decide(rig.signed('noor', asked.id, { decision: 'denied' }))
  expect(denied.state).toBe('denied')
  expect((await rig.propose({ environment: 'staging' })).state).toBe('proposed')
})

test('an exact inverse is allowed in a freeze, with a grant of its own', async () => {
  const rig = await makeRig({ policy: { freeze } })
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  await rig.apply(id)
  rig.advance(minuteMs)
  const undo = await rig.propose()
  expect(undo.proposal.inverseOf).toBe(id)
  expect(await refusalOf(rig.apply(undo.id))).toEqual(['APPROVAL_REQUIRED', 'grant-required'])
  await rig.grant('lee', undo.id)
  expect((await rig.apply(undo.id)).state).toBe('applied')
  expect(rig.target.now).toEqual({ value: 'on', version: 9 })
})

test('what is no exact inverse stays out of a freeze, whatever the proposal claims', async () => {
  const rig = await makeRig({ policy: { freeze } })
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  await rig.apply(id)
  rig.advance(minuteMs)
  const frozen = ['DENIED', 'freeze-window']
  expect(await refusalOf(rig.propose({ target: 'other', inverseOf: id }))).toEqual(frozen)
  rig.target.now.version += 1
  expect(await refusalOf(rig.propose({ inverseOf: id }))).toEqual(frozen)
})
