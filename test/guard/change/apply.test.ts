import { expect, test } from 'vitest'

import { HandoffError } from '../../../src/domain/error.ts'
import type { ChangeHands } from '../../../src/guard/change/options.ts'
import { createChangeProtocol } from '../../../src/guard/change/protocol.ts'
import { makeRig, minuteMs, refusalOf, startMs } from '../../support-approvals/rig.ts'

type Rig = Awaited<ReturnType<typeof makeRig>>

async function granted(options: Parameters<typeof makeRig>[0] = {}) {
  const rig = await makeRig(options)
  const { id } = await rig.propose()
  await rig.grant('noor', id)
  return { rig, id }
}

const never = () => new Promise<never>(() => {})

test('two applies of one grant at once have one effect', async () => {
  const { rig, id } = await granted()
  const ends = await Promise.allSettled([rig.apply(id), rig.apply(id), rig.apply(id)])
  expect(rig.target.writes).toBe(1)
  expect(rig.kinds().filter((kind) => kind === 'change.applying')).toHaveLength(1)
  const refused = ends.flatMap((end) =>
    end.status === 'rejected' ? [end.reason as HandoffError] : [],
  )
  expect(refused.map(({ code, rule }) => [code, rule])).toEqual(
    refused.map(() => ['CONFLICT', 'apply-once']),
  )
  expect(rig.reader.request(id).state).toBe('applied')
})

test('a second apply is answered with the outcome and writes nothing', async () => {
  const { rig, id } = await granted()
  const first = await rig.apply(id)
  expect(await rig.apply(id)).toEqual(first)
  expect(rig.target.writes).toBe(1)
})

test('a decision forged in the record does not carry an apply', async () => {
  const rig = await makeRig()
  const { id, proposal } = await rig.propose()
  const { statement, signature } = rig.signed('noor', id, { decision: 'denied' })
  const body = {
    request: id,
    digest: proposal.digest,
    decision: 'granted',
    reason: 'forged',
    approver: 'noor',
    key: 'SHA256:x',
    statement,
    signature,
    simulated: false,
  } as const
  await rig.append({ id: 'noor', kind: 'human' }, rig.incident, { kind: 'change.decided', body })
  expect(rig.reader.request(id).state).toBe('granted')
  expect(await refusalOf(rig.apply(id))).toEqual(['DENIED', 'decision-as-signed'])
  expect(rig.target.writes).toBe(0)
})

test.each([
  'to',
  'target',
  'environment',
  'requester',
  'reason',
  'service',
  'production',
  'expiresAt',
])('a card whose %s was altered in the record is neither granted nor applied', async (field) => {
  const value =
    field === 'production' ? false : field === 'requester' ? 'maria2' : '2027-01-01T00:00:00.000Z'
  const open = await makeRig()
  const asked = await open.propose()
  alter(open, field, value)
  expect(await refusalOf(open.grant('noor', asked.id))).toEqual(['DENIED', 'same-digest'])
  const { rig, id } = await granted()
  alter(rig, field, value)
  const [code, rule] = await refusalOf(rig.apply(id))
  expect(code).toBe('DENIED')
  expect(['same-digest', 'own-request-only']).toContain(rule)
  expect(rig.target.writes).toBe(0)
})

function alter(rig: Rig, field: string, value: unknown): void {
  const entry = rig.entries.find(({ kind }) => kind === 'change.proposed')
  Object.assign(entry?.body as object, { [field]: value })
}

test('nothing is written while the record cannot take the intent', async () => {
  const { rig, id } = await granted()
  rig.state.down = true
  expect(await refusalOf(rig.apply(id))).toEqual(['UPSTREAM', undefined])
  expect(rig.target.writes).toBe(0)
})

test('a target that cannot be read is not written', async () => {
  const { rig, id } = await granted()
  const error = new HandoffError('UPSTREAM', 'The flags cannot be read.')
  const readBack = () => Promise.reject(error)
  expect(await refusalOf(rig.apply(id, { ...rig.target.hands, readBack }))).toEqual([
    'UPSTREAM',
    undefined,
  ])
  expect(rig.kinds()).not.toContain('change.applying')
})

test('a call that was cancelled before its intent writes nothing', async () => {
  const { rig, id } = await granted()
  const stop = new AbortController()
  stop.abort()
  const stopped = rig.changes.apply(id, rig.maria, rig.target.hands, stop.signal)
  expect(await refusalOf(stopped)).toEqual(['TIMEOUT', undefined])
  expect(rig.kinds()).not.toContain('change.applying')
})

test('a cancel after the intent does not stop the write', async () => {
  const { rig, id } = await granted()
  const stop = new AbortController()
  const seen: boolean[] = []
  const hands: ChangeHands = {
    ...rig.target.hands,
    apply: async (request, signal) => {
      stop.abort()
      seen.push(signal.aborted)
      await rig.target.hands.apply(request, signal)
    },
  }
  const { state } = await rig.changes.apply(id, rig.maria, hands, stop.signal)
  expect(state).toBe('applied')
  expect(seen).toEqual([false])
})

test('a writer that is sure of having written nothing makes it failed', async () => {
  const { rig, id } = await granted()
  const error = new HandoffError('CONFLICT', 'The flag has another version.')
  const apply = () => Promise.reject(error)
  const done = await rig.apply(id, { ...rig.target.hands, apply })
  expect(done.state).toBe('failed')
  expect(done.outcome?.reason).toBe('The flag has another version.')
  expect((await rig.apply(id)).state).toBe('failed')
  expect(rig.target.writes).toBe(0)
})

test('a writer whose answer is lost after the write ends as applied, reconciled', async () => {
  const { rig, id } = await granted()
  const apply: ChangeHands['apply'] = async (request, signal) => {
    await rig.target.hands.apply(request, signal)
    throw new Error('socket hang up')
  }
  expect((await rig.apply(id, { ...rig.target.hands, apply })).state).toBe('applied')
  expect(rig.entries.at(-1)?.body).toMatchObject({
    reconciled: true,
    version: '8',
    readBack: 'off',
  })
})

test('a write without an answer is unknown, never failed, until its deadline', async () => {
  const { rig, id } = await granted({ limits: { writeMs: 5 } })
  const lost = { ...rig.target.hands, apply: never }
  expect((await rig.apply(id, lost)).state).toBe('unknown')
  expect((await rig.apply(id)).state).toBe('unknown')
  rig.advance(minuteMs)
  const settled = await rig.apply(id)
  expect(settled.state).toBe('failed')
  expect(settled.outcome?.reason).toBe('The target was read back unchanged.')
  expect(rig.target.writes).toBe(0)
})

test('a target that cannot be read back afterwards is unknown and settled later', async () => {
  const { rig, id } = await granted({ limits: { readMs: 5 } })
  let reads = 0
  const readBack: ChangeHands['readBack'] = (request, signal) => {
    reads += 1
    return reads === 1 ? rig.target.hands.readBack(request, signal) : never()
  }
  const done = await rig.apply(id, { ...rig.target.hands, readBack })
  expect([done.state, done.outcome?.reason]).toEqual([
    'unknown',
    'The target could not be read back.',
  ])
  expect((await rig.changes.reconcile(id, rig.target.hands)).state).toBe('applied')
  expect(rig.target.writes).toBe(1)
})

test.each([
  ['before the write', false, 'failed'],
  ['after the write', true, 'applied'],
])('a process killed %s leaves an intent that ends in the truth', async (_, wrote, truth) => {
  const { rig, id } = await granted()
  const killed: ChangeHands = {
    ...rig.target.hands,
    apply: async (request, signal) => {
      if (wrote) await rig.target.hands.apply(request, signal)
      return never()
    },
  }
  const hanging = rig.apply(id, killed)
  hanging.catch(() => {})
  await expect.poll(() => rig.reader.request(id).state).toBe('applying')
  expect(await refusalOf(rig.apply(id))).toEqual(['CONFLICT', 'apply-once'])
  expect(await refusalOf(rig.propose({ from: 'on', to: 'off' }))).toEqual([
    'CONFLICT',
    'settle-first',
  ])
  expect(rig.changes.overdue(rig.incident)).toEqual([])
  rig.advance(minuteMs)
  expect(rig.changes.overdue(rig.incident).map((request) => request.id)).toEqual([id])
  const settled = await rig.changes.reconcile(id, rig.target.hands)
  expect(settled.state).toBe(truth)
  expect(rig.kinds().slice(-2)).toEqual(['change.unknown', `change.${truth}`])
  expect(await rig.changes.reconcile(id, rig.target.hands)).toEqual(settled)
})

test('two processes that settle the same intent write one outcome', async () => {
  const { rig, id } = await granted()
  rig.apply(id, { ...rig.target.hands, apply: never }).catch(() => {})
  await expect.poll(() => rig.reader.request(id).state).toBe('applying')
  rig.advance(minuteMs)
  const ends = await Promise.all([
    rig.changes.reconcile(id, rig.target.hands),
    rig.changes.reconcile(id, rig.target.hands),
  ])
  expect(ends.map(({ state }) => state)).toEqual(['failed', 'failed'])
  expect(rig.kinds().filter((kind) => kind === 'change.failed')).toHaveLength(1)
})

test('a write that lands after it was settled as failed is put right', async () => {
  const { rig, id } = await granted()
  const gate = Promise.withResolvers<void>()
  const apply: ChangeHands['apply'] = async (request, signal) => {
    await gate.promise
    await rig.target.hands.apply(request, signal)
  }
  const late = rig.apply(id, { ...rig.target.hands, apply })
  await expect.poll(() => rig.reader.request(id).state).toBe('applying')
  rig.advance(minuteMs)
  expect((await rig.changes.reconcile(id, rig.target.hands)).state).toBe('failed')
  gate.resolve()
  expect((await late).state).toBe('applied')
  expect(rig.reader.request(id).outcome?.version).toBe('8')
})

test('a target that somebody else moved on is left unknown', async () => {
  const { rig, id } = await granted({ limits: { writeMs: 5 } })
  await rig.apply(id, { ...rig.target.hands, apply: never })
  rig.target.now.version = 9
  rig.advance(minuteMs)
  expect((await rig.apply(id)).state).toBe('unknown')
  expect(rig.target.writes).toBe(0)
})

test('a target whose reading never ends holds nobody up', async () => {
  const { rig, id } = await granted({ limits: { readMs: 5 } })
  const hands = { ...rig.target.hands, readBack: never }
  expect(await refusalOf(rig.apply(id, hands))).toEqual(['TIMEOUT', undefined])
  const stop = new AbortController()
  const slow = await granted()
  const hanging = slow.rig.changes.apply(slow.id, slow.rig.maria, hands, stop.signal)
  stop.abort()
  expect(await refusalOf(hanging)).toEqual(['TIMEOUT', undefined])
  expect([...rig.kinds(), ...slow.rig.kinds()]).not.toContain('change.applying')
})

test.each([
  [
    'the trust folder changes',
    'trust-unchanged',
    (rig: Rig) => rig.trust((t) => ({ ...t, digest: 'b'.repeat(64) })),
  ],
  ['the grant expires', 'grant-unexpired', (rig: Rig) => rig.advance(10 * minuteMs)],
])('when %s while the target is read, nothing is written', async (_, rule, meanwhile) => {
  const { rig, id } = await granted()
  const readBack: ChangeHands['readBack'] = async (request, signal) => {
    meanwhile(rig)
    return rig.target.hands.readBack(request, signal)
  }
  expect(await refusalOf(rig.apply(id, { ...rig.target.hands, readBack }))).toEqual([
    'DENIED',
    rule,
  ])
  expect(rig.kinds()).not.toContain('change.applying')
})

test('a key that expires while the target is read does not carry the grant', async () => {
  const { rig, id } = await granted({ people: [{ id: 'noor', notAfterMs: startMs + minuteMs }] })
  const readBack: ChangeHands['readBack'] = async (request, signal) => {
    rig.advance(2 * minuteMs)
    return rig.target.hands.readBack(request, signal)
  }
  expect(await refusalOf(rig.apply(id, { ...rig.target.hands, readBack }))).toEqual([
    'DENIED',
    'key-unexpired',
  ])
  expect(rig.target.writes).toBe(0)
})

test('a machine that slept between intent and write does not write', async () => {
  const { rig, id } = await granted()
  const append: typeof rig.append = async (actor, incident, fact, once) => {
    const entry = await rig.append(actor, incident, fact, once)
    if (fact.kind === 'change.applying') rig.advance(minuteMs)
    return entry
  }
  const changes = createChangeProtocol({ ...rig.protocolOptions, append })
  const { signal } = new AbortController()
  const done = await changes.apply(id, rig.maria, rig.target.hands, signal)
  expect([done.state, done.outcome?.reason]).toEqual([
    'failed',
    'Its time had passed before the write; nothing was written.',
  ])
  expect(rig.target.writes).toBe(0)
})

test.each([
  ['changed', true, /^The target was changed and read back, but the outcome is not on the record/],
  ['refused', false, /^The target was not changed, but that is not on the record/],
])('a target that was %s while the record went down is told as it is', async (_, writes, words) => {
  const { rig, id } = await granted()
  const apply: ChangeHands['apply'] = async (request, signal) => {
    rig.state.down = true
    if (!writes) throw new HandoffError('CONFLICT', 'The flag has another version.')
    await rig.target.hands.apply(request, signal)
  }
  const ended = await rig.apply(id, { ...rig.target.hands, apply }).catch((cause: unknown) => cause)
  expect(ended).toMatchObject({ code: 'UPSTREAM', rule: 'settle-first', data: { request: id } })
  expect((ended as HandoffError).message).toMatch(words)
  expect((ended as HandoffError).hint).toMatch(/^Do not repeat the change\./)
  rig.state.down = false
  rig.advance(minuteMs)
  expect((await rig.apply(id)).state).toBe(writes ? 'applied' : 'failed')
  expect(rig.target.writes).toBe(writes ? 1 : 0)
})
