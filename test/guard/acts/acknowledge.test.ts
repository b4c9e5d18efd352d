import { expect, test } from 'vitest'

import { namespaceOf } from '../../../src/domain/act.ts'
import { type JsonObject, canonicalJson } from '../../../src/domain/json.ts'
import { toIso } from '../../../src/domain/time.ts'
import { waitingHandoff } from '../../../src/guard/acts/acknowledge.ts'
import {
  type Rig,
  type RigOptions,
  makeRig,
  minuteMs,
  refusalOf,
  signText,
  startMs,
} from '../../support-approvals/rig.ts'

type Who = keyof Rig['signers']

async function handedOff(options: RigOptions = {}, by = 'maria'): Promise<Rig> {
  const rig = await makeRig(options)
  await rig.handOff(by)
  return rig
}

/** A statement as drafted, with members bent before it is signed. */
function signed(rig: Rig, who: Who, bent: JsonObject = {}) {
  const drafted = JSON.parse(draft(rig, who, 'identity owns the fix')) as JsonObject
  const statement = canonicalJson({ ...drafted, ...bent })
  return { statement, signature: signText(rig.signers[who], statement, namespaceOf('acknowledge')) }
}

function draft(rig: Rig, by: string, reason: string): string {
  const about = rig.reader.incident(rig.incident).handoff?.seq ?? 0
  return rig.acts.draft({ act: 'acknowledge', incident: rig.incident, by, about, reason })
}

const take = (rig: Rig, who: Who, bent?: JsonObject) => rig.acts.take(signed(rig, who, bent))

test('a receiver takes over with a statement about exactly this handoff', async () => {
  const rig = await handedOff()
  const { seq } = waitingHandoff(rig.reader.incident(rig.incident))
  const { statement, signature } = signed(rig, 'lee')
  expect(await rig.acts.take({ statement, signature })).toMatchObject({ onTicket: true })
  expect(JSON.parse(statement)).toMatchObject({
    act: 'acknowledge',
    about: seq,
    by: 'lee',
    trust: 'a'.repeat(64),
  })
  expect(rig.entries.at(-1)).toMatchObject({
    kind: 'handoff.acknowledged',
    actor: { id: 'lee', kind: 'human' },
    body: { by: 'lee', readBack: 'identity owns the fix', simulated: false, statement, signature },
  })
  expect(rig.told).toEqual([rig.entries.at(-1)?.seq])
  const again = rig.acts.take({ statement, signature })
  expect(await refusalOf(again)).toEqual(['CONFLICT', 'act-as-shown'])
})

test('a read-back with personal data is drafted redacted and refused when signed raw', async () => {
  const redactText = (_: string, text: string) => text.replace('ann@x.example', '«email»')
  const rig = await handedOff({ redactText })
  const raw = take(rig, 'lee', { reason: 'call ann@x.example' })
  expect(await refusalOf(raw)).toEqual(['INVALID_INPUT', 'reason-redacted'])
  expect(rig.kinds()).not.toContain('handoff.acknowledged')
  expect(JSON.stringify(rig.entries)).not.toContain('ann@x.example')
  expect(JSON.parse(draft(rig, 'lee', 'call ann@x.example'))).toMatchObject({
    reason: 'call «email»',
  })
})

test.each([-3 * minuteMs, 3 * minuteMs])('dated %i ms off is refused', async (offMs) => {
  const rig = await handedOff()
  expect(await refusalOf(take(rig, 'lee', { at: toIso(startMs + offMs) }))).toEqual([
    'DENIED',
    'decision-in-time',
  ])
})

test.each([
  ['an offset', { at: '2026-11-23T09:00:00+02:00' }],
  ['words for a time', { at: 'ann@x.example' }],
  ['a time that does not exist', { at: '2026-02-30T07:00:00Z' }],
  ['the time of the handoff instead of its entry', { about: toIso(startMs) }],
  ['one member more', { note: 'x' }],
])('a statement with %s is refused', async (_, bent) => {
  const rig = await handedOff()
  expect(await refusalOf(take(rig, 'lee', bent))).toEqual(['INVALID_INPUT', 'decision-as-signed'])
})

test('a program of the trust folder takes nothing over', async () => {
  const rig = await handedOff()
  expect(await refusalOf(take(rig, 'robo'))).toEqual(['DENIED', 'humans-only'])
})

test.each(['noor', 'Noor', 'NOOR@baton.example'])(
  'who handed off as %s does not take over by another name',
  async (sender) => {
    const rig = await handedOff({}, sender)
    const own = ['DENIED', 'receiver-is-not-sender']
    expect(await refusalOf(take(rig, 'noor'))).toEqual(own)
    expect(await refusalOf(take(rig, 'maria'))).toEqual(own)
    expect(await take(rig, 'lee')).toMatchObject({ onTicket: true })
  },
)

test.each([
  [
    'another key',
    (rig: Rig) => ({ ...signed(rig, 'lee'), signature: signed(rig, 'sam').signature }),
  ],
  [
    'a signature for a decision',
    (rig: Rig) => {
      const { statement } = signed(rig, 'lee')
      return { statement, signature: signText(rig.signers.lee, statement) }
    },
  ],
])('%s is refused', async (_, make) => {
  const rig = await handedOff()
  expect(await refusalOf(rig.acts.take(make(rig)))).toEqual(['DENIED', 'decision-as-signed'])
})

test('a refused acknowledgement is on the record with its rule', async () => {
  const rig = await handedOff()
  await refusalOf(take(rig, 'maria'))
  expect(rig.entries.at(-1)).toMatchObject({
    kind: 'call.refused',
    incident: rig.incident,
    actor: { id: 'maria', kind: 'human' },
    body: { name: 'acknowledge', code: 'DENIED', rule: 'receiver-is-not-sender' },
  })
})

test('a second handoff in the same millisecond is taken over by itself', async () => {
  const rig = await handedOff()
  const first = signed(rig, 'lee')
  await rig.acts.take(first)
  await rig.handOff('lee')
  expect(await refusalOf(rig.acts.take(first))).toEqual(['CONFLICT', 'act-as-shown'])
  expect(await take(rig, 'sam')).toMatchObject({ onTicket: true })
  expect(rig.kinds().filter((kind) => kind === 'handoff.acknowledged')).toHaveLength(2)
})

test('of two receivers at once one takes over', async () => {
  const rig = await handedOff()
  const ends = await Promise.allSettled([take(rig, 'lee'), take(rig, 'sam')])
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))).toMatchObject([
    { code: 'CONFLICT' },
  ])
})

test('a receiver played by a demonstration is marked on the record', async () => {
  const rig = await handedOff({ people: [{ id: 'lee', roles: ['simulated'] }] })
  expect(await take(rig, 'lee')).toMatchObject({ onTicket: true })
  expect(rig.reader.incident(rig.incident).acknowledgement?.simulated).toBe(true)
})
