import { expect, test } from 'vitest'

import { makeRig, minuteMs, refusalOf, startMs } from '../../support-approvals/rig.ts'

test('a change goes from proposal to read-back, each step on the record', async () => {
  const rig = await makeRig()
  const { id, state } = await rig.propose()
  expect(state).toBe('proposed')
  await rig.grant('noor', id)
  const done = await rig.apply(id)
  expect(done.state).toBe('applied')
  expect(done.outcome?.version).toBe('8')
  expect(rig.target.now).toEqual({ value: 'off', version: 8 })
  expect(rig.kinds()).toEqual([
    'incident.opened',
    'change.proposed',
    'change.decided',
    'change.applying',
    'change.applied',
  ])
  expect(rig.entries.map(({ actor }) => actor)).toEqual([
    { id: 'maria', kind: 'agent' },
    { id: 'maria', kind: 'agent' },
    { id: 'noor', kind: 'human' },
    { id: 'maria', kind: 'agent' },
    { id: 'baton', kind: 'server' },
  ])
})

test('an identical open proposal is the same request, also when both come at once', async () => {
  const rig = await makeRig()
  const [a, b] = await Promise.all([rig.propose(), rig.propose({ reason: 'another reason' })])
  const c = await rig.propose()
  expect(b.id).toBe(a.id)
  expect(c.id).toBe(a.id)
  expect(rig.kinds().filter((kind) => kind === 'change.proposed')).toHaveLength(1)
})

test('a request that is over is not taken for the new one', async () => {
  const rig = await makeRig()
  const first = await rig.propose()
  await rig.changes.withdraw(first.id, rig.maria)
  const second = await rig.propose()
  expect(second.id).not.toBe(first.id)
  expect(second.state).toBe('proposed')
})

test.each([
  ['SEV1', 15],
  ['SEV2', 15],
  ['SEV3', 60],
  ['SEV4', 60],
] as const)('a request of a %s expires after %i minutes', async (severity, minutes) => {
  const rig = await makeRig({ severity })
  const { id } = await rig.propose()
  rig.advance(minutes * minuteMs - 1)
  expect(rig.reader.request(id).state).toBe('proposed')
  rig.advance(1)
  expect(rig.reader.request(id).state).toBe('expired')
  expect(await refusalOf(rig.grant('noor', id))).toEqual(['DENIED', 'request-unexpired'])
  expect(await refusalOf(rig.apply(id))).toEqual(['DENIED', 'request-unexpired'])
})

test('nothing is applied without a grant', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  expect(await refusalOf(rig.apply(id))).toEqual(['APPROVAL_REQUIRED', 'grant-required'])
  await rig.changes.decide(rig.signed('noor', id, { decision: 'denied' }))
  expect(await refusalOf(rig.apply(id))).toEqual(['DENIED', 'grant-required'])
  expect(rig.target.writes).toBe(0)
})

test('a grant is void ten minutes after it was given', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  rig.advance(10 * minuteMs)
  expect(await refusalOf(rig.apply(id))).toEqual(['DENIED', 'grant-unexpired'])
  expect(rig.target.writes).toBe(0)
})

test('a grant given just before the request expires still lasts ten minutes', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  rig.advance(14 * minuteMs)
  await rig.grant('noor', id)
  rig.advance(9 * minuteMs)
  expect((await rig.apply(id)).state).toBe('applied')
})

test('a target that was changed by hand is not written', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  rig.target.now.version += 1
  expect(await refusalOf(rig.apply(id))).toEqual(['CONFLICT', 'target-unchanged'])
  expect(rig.kinds()).not.toContain('change.applying')
})

test('a value that changed under the same version is noticed too', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  rig.target.now.value = 'off'
  expect(await refusalOf(rig.apply(id))).toEqual(['CONFLICT', 'target-unchanged'])
})

test('a trust folder that changed voids what is open', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  const granted = await rig.propose({ target: 'other' })
  await rig.grant('noor', granted.id)
  rig.trust((before) => ({ ...before, digest: 'b'.repeat(64) }))
  expect(await refusalOf(rig.grant('noor', id))).toEqual(['DENIED', 'trust-unchanged'])
  expect(await refusalOf(rig.apply(granted.id))).toEqual(['DENIED', 'trust-unchanged'])
})

test('a role that its bearer lost before apply does not carry the grant', async () => {
  const atMs = startMs + 5 * minuteMs
  const rig = await makeRig({ people: [{ id: 'noor', notAfterMs: atMs }] })
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  rig.advance(6 * minuteMs)
  expect(await refusalOf(rig.apply(id))).toEqual(['DENIED', 'key-unexpired'])
})

test('a rota that ended before apply does not carry the grant', async () => {
  const rig = await makeRig()
  const shift = {
    role: 'incident-commander',
    fromMs: startMs,
    toMs: startMs + 5 * minuteMs,
    person: 'sam',
  }
  rig.trust((before) => ({ ...before, rota: [shift] }))
  const { id } = await rig.propose()
  await rig.grant('sam', id)
  rig.advance(5 * minuteMs)
  expect(await refusalOf(rig.apply(id))).toEqual(['DENIED', 'production-grant-role'])
})

test('only its requester withdraws or applies a request', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  const eve = { id: 'eve', name: 'Eve' }
  const { signal } = new AbortController()
  expect(await refusalOf(rig.changes.withdraw(id, eve))).toEqual(['DENIED', 'own-request-only'])
  expect(await refusalOf(rig.changes.apply(id, eve, rig.target.hands, signal))).toEqual([
    'DENIED',
    'own-request-only',
  ])
})

test('of withdrawal and apply exactly one happens', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  const ends = await Promise.allSettled([rig.apply(id), rig.changes.withdraw(id, rig.maria)])
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { state } = rig.reader.request(id)
  expect(state).toBe(rig.target.writes === 1 ? 'applied' : 'withdrawn')
})

test('a withdrawn request is neither decided nor applied', async () => {
  const rig = await makeRig()
  const { id } = await rig.propose()
  await rig.changes.withdraw(id, rig.maria)
  expect(await refusalOf(rig.grant('noor', id))).toEqual(['CONFLICT', 'decide-once'])
  expect(await refusalOf(rig.apply(id))).toEqual(['CONFLICT', 'apply-once'])
})

test('the card names who may decide and never the requester', async () => {
  const rig = await makeRig()
  const production = await rig.propose()
  const staging = await rig.propose({ environment: 'staging' })
  expect((await rig.changes.view(production.id)).deciders).toEqual(['noor', 'lee'])
  expect((await rig.changes.view(staging.id)).deciders).toEqual(['noor', 'lee', 'sam'])
  const { digest, reason, next } = await rig.changes.view(production.id)
  expect(digest).toBe(production.proposal.digest.slice(0, 8))
  expect(reason).toEqual({
    from: `the requester of ${production.id}`,
    text: 'logins fail since it was turned on',
  })
  expect(next).toMatch(/^Wait for a person/)
})

test('nothing to change is refused', async () => {
  const rig = await makeRig()
  expect(await refusalOf(rig.propose({ to: 'on' }))).toEqual(['CONFLICT', 'nothing-to-change'])
})

test('a proposal that redaction alters is refused at once', async () => {
  const rig = await makeRig()
  const altering = {
    ...rig.protocolOptions,
    append: (...[actor, incident, fact, once]: Parameters<typeof rig.append>) =>
      rig.append(
        actor,
        incident,
        fact.kind === 'change.proposed'
          ? { ...fact, body: { ...fact.body, target: '«email»' } }
          : fact,
        once,
      ),
  }
  const { createChangeProtocol } = await import('../../../src/guard/change/protocol.ts')
  const changes = createChangeProtocol(altering)
  const proposed = changes.propose('toggle', rig.proposal(), rig.maria, rig.incident)
  expect(await refusalOf(proposed)).toEqual(['INTERNAL', 'same-digest'])
})
