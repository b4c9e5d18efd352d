import { expect, test } from 'vitest'

import type { JsonObject } from '../../../src/domain/json.ts'
import { type Who, doAct, signedAct } from '../../support-approvals/acts.ts'
import {
  type Rig,
  type RigOptions,
  makeRig,
  minuteMs,
  refusalOf,
  startMs,
} from '../../support-approvals/rig.ts'

const two = { people: [{ id: 'sam', roles: ['incident-commander'] }] } as const
const nobody = ['DENIED', 'commander-only']

/** An incident of noor's command; sam holds the role too. */
async function commandedRig(options: RigOptions = two): Promise<Rig> {
  const rig = await makeRig(options)
  await doAct(rig, 'noor', 'hand-command', { to: 'noor' })
  return rig
}

const incidentOf = ({ reader, incident }: Rig) => reader.incident(incident)

/** What the agent does when it raises a severity. */
function raise(rig: Rig, severity: 'SEV1' | 'SEV2' | 'SEV3'): Promise<unknown> {
  const body = { set: { severity }, reason: 'it got worse' }
  return rig.append({ id: 'maria', kind: 'agent' }, rig.incident, {
    kind: 'incident.updated',
    body,
  })
}

test('the present commander lowers a severity', async () => {
  const rig = await commandedRig()
  const signed = signedAct(rig, 'noor', 'lower-severity', { to: 'SEV3' })
  const { incident } = await rig.acts.take(signed)
  expect(incident.severity).toBe('SEV3')
  expect(incident.revisions.at(-1)).toMatchObject({ by: 'noor', from: { severity: 'SEV1' } })
  expect(rig.entries.at(-1)).toMatchObject({
    kind: 'severity.lowered',
    actor: { id: 'noor', kind: 'human' },
    body: { by: 'noor', from: 'SEV1', to: 'SEV3', ...signed },
  })
})

test.each<[string, Who, JsonObject, string, string]>([
  ['another commander', 'sam', {}, 'DENIED', 'commander-only'],
  ['the owner of the service', 'lee', {}, 'DENIED', 'commander-only'],
  ['a program', 'robo', {}, 'DENIED', 'humans-only'],
  ['a signature that raises', 'noor', { to: 'SEV1' }, 'INVALID_INPUT', 'severity-falls'],
  ['another present severity', 'noor', { from: 'SEV2' }, 'CONFLICT', 'act-as-shown'],
  ['another state', 'noor', { about: 3 }, 'CONFLICT', 'act-as-shown'],
  ['a severity that there is not', 'noor', { to: 'SEV9' }, 'INVALID_INPUT', 'decision-as-signed'],
])('%s lowers no severity', async (_, who, said, code, rule) => {
  const rig = await commandedRig()
  expect(await refusalOf(doAct(rig, who, 'lower-severity', said))).toEqual([code, rule])
  expect(incidentOf(rig).severity).toBe('SEV1')
})

test('a signature lowers once: raised again, the old one is about nothing', async () => {
  const rig = await commandedRig()
  const signed = signedAct(rig, 'noor', 'lower-severity', { to: 'SEV3' })
  await rig.acts.take(signed)
  await raise(rig, 'SEV1')
  expect(incidentOf(rig).severity).toBe('SEV1')
  expect(await refusalOf(rig.acts.take(signed))).toEqual(['CONFLICT', 'act-as-shown'])
})

test('a severity that is raised while the signature is on its way stays raised', async () => {
  const rig = await makeRig({ ...two, severity: 'SEV2' })
  const signed = signedAct(rig, 'noor', 'lower-severity', { to: 'SEV4' })
  const append = rig.protocolOptions.append
  const lowering = rig.acts.take(signed)
  await Promise.all([
    append({ id: 'maria', kind: 'agent' }, rig.incident, {
      kind: 'incident.updated',
      body: { set: { severity: 'SEV1' }, reason: 'it got worse' },
    }),
    lowering,
  ])
  // Whichever entry came first, what was signed for SEV2 never lowers SEV1.
  expect(incidentOf(rig).severity).toBe('SEV1')
})

test('a lowering that the record has after a raise says so', async () => {
  const rig = await makeRig({ ...two, severity: 'SEV2' })
  const signed = signedAct(rig, 'noor', 'lower-severity', { to: 'SEV4' })
  const [lowered] = await Promise.allSettled([raise(rig, 'SEV1'), rig.acts.take(signed)]).then(
    ([, second]) => [second],
  )
  expect(lowered).toMatchObject({
    status: 'rejected',
    reason: { code: 'CONFLICT', rule: 'act-once' },
  })
  expect(incidentOf(rig).severity).toBe('SEV1')
})

test('command is handed over to somebody who holds the role', async () => {
  const rig = await commandedRig()
  const signed = signedAct(rig, 'noor', 'hand-command', { to: 'sam' })
  const { incident } = await rig.acts.take(signed)
  expect(incident.commander).toBe('sam')
  expect(rig.entries.at(-1)).toMatchObject({
    kind: 'command.handed',
    body: { by: 'noor', from: 'noor', to: 'sam', ...signed },
  })
  expect(await refusalOf(rig.acts.take(signed))).toEqual(nobody)
  expect(await refusalOf(doAct(rig, 'noor', 'lower-severity'))).toEqual(nobody)
  expect((await doAct(rig, 'sam', 'lower-severity')).incident.severity).toBe('SEV3')
})

test.each<[string, Who, JsonObject, string, string]>([
  ['to somebody without the role', 'noor', { to: 'lee' }, 'DENIED', 'receiver-commands'],
  ['to a program', 'noor', { to: 'robo' }, 'DENIED', 'receiver-commands'],
  ['to nobody of the trust folder', 'noor', { to: 'eve' }, 'DENIED', 'receiver-commands'],
  ['to an address', 'noor', { to: 'sam@baton.example' }, 'DENIED', 'receiver-commands'],
  ['to whoever has it', 'noor', { to: 'noor' }, 'CONFLICT', 'nothing-to-change'],
  ['by somebody who may only receive it', 'sam', { to: 'sam' }, 'DENIED', 'commander-only'],
  ['by a program', 'robo', { to: 'sam' }, 'DENIED', 'humans-only'],
  ['from somebody else', 'noor', { to: 'sam', from: 'sam' }, 'CONFLICT', 'act-as-shown'],
  ['in another state', 'noor', { to: 'sam', about: 0 }, 'CONFLICT', 'act-as-shown'],
])('command is not handed over %s', async (_, who, said, code, rule) => {
  const rig = await commandedRig()
  expect(await refusalOf(doAct(rig, who, 'hand-command', said))).toEqual([code, rule])
  expect(incidentOf(rig).commander).toBe('noor')
})

test('what was handed away and came back is not handed on by the old signature', async () => {
  const rig = await commandedRig()
  const signed = signedAct(rig, 'noor', 'hand-command', { to: 'sam' })
  await rig.acts.take(signed)
  await doAct(rig, 'sam', 'hand-command', { to: 'noor' })
  expect(await refusalOf(rig.acts.take(signed))).toEqual(['CONFLICT', 'act-as-shown'])
  expect(incidentOf(rig).commander).toBe('noor')
})

test('a command that nobody has is taken up by whoever holds the role, once', async () => {
  const rig = await makeRig(two)
  expect(incidentOf(rig).commander).toBeNull()
  const both = [
    signedAct(rig, 'noor', 'hand-command', { to: 'noor' }),
    signedAct(rig, 'sam', 'hand-command', { to: 'sam' }),
  ]
  const ends = await Promise.allSettled(both.map((signed) => rig.acts.take(signed)))
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(ends[1]).toMatchObject({ reason: { code: 'CONFLICT', rule: 'act-once' } })
  expect(incidentOf(rig)).toMatchObject({ commander: 'noor', commands: [{ from: null }] })
})

test('a commander whose shift ended leaves the command to whoever holds the role now', async () => {
  const shift = { role: 'incident-commander', fromMs: startMs, toMs: startMs + 60 * minuteMs }
  const rig = await makeRig({ people: [{ id: 'noor', roles: [] }, ...two.people] })
  rig.trust((before) => ({ ...before, rota: [{ ...shift, person: 'noor' }] }))
  await doAct(rig, 'noor', 'hand-command', { to: 'noor' })
  expect(await refusalOf(doAct(rig, 'sam', 'lower-severity'))).toEqual(nobody)
  rig.advance(60 * minuteMs)
  expect(await refusalOf(doAct(rig, 'noor', 'lower-severity'))).toEqual(nobody)
  await doAct(rig, 'sam', 'hand-command', { to: 'sam' })
  expect(incidentOf(rig).commander).toBe('sam')
})

test('handed command gives nobody a role that grants', async () => {
  const rig = await commandedRig()
  await doAct(rig, 'noor', 'hand-command', { to: 'sam' })
  rig.trust((before) => ({
    ...before,
    people: before.people.map((one) => (one.id === 'sam' ? { ...one, roles: [] } : one)),
  }))
  const { id } = await rig.propose()
  expect(await refusalOf(rig.grant('sam', id))).toEqual(['DENIED', 'production-grant-role'])
})

test('nothing is signed about a closed case but the answer to a break-glass', async () => {
  const rig = await commandedRig()
  await doAct(rig, 'noor', 'break-glass')
  rig.advance(30 * minuteMs)
  const body = {
    resolution: 'done',
    suspect: 'the flag',
    next: 'none',
    mttrMinutes: 20,
    policyMinutes: 60,
    followUps: [],
  }
  await rig.append({ id: 'maria', kind: 'agent' }, rig.incident, { kind: 'incident.closed', body })
  for (const act of ['break-glass', 'lower-severity', 'hand-command'] as const) {
    const work = doAct(rig, 'noor', act, act === 'hand-command' ? { to: 'sam' } : {})
    expect(await refusalOf(work)).toEqual(['CONFLICT', 'closed-stays-closed'])
  }
  await doAct(rig, 'lee', 'countersign')
  expect(incidentOf(rig).glass).toMatchObject([{ countersign: { by: 'lee' } }])
})
