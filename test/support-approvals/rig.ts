import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto'

import { builtInPolicies } from '../../src/adapters/local-trust/built-in.ts'
import { defaultCadence } from '../../src/domain/cadence.ts'
import type { Proposal, ReadBack } from '../../src/domain/change.ts'
import { type Statement, decisionNamespace } from '../../src/domain/decision.ts'
import type { Entry, EntryDraft } from '../../src/domain/entry.ts'
import { HandoffError } from '../../src/domain/error.ts'
import type { Fact, FactBody } from '../../src/domain/fact.ts'
import type { Json } from '../../src/domain/json.ts'
import type { Severity } from '../../src/domain/severity.ts'
import { toIso } from '../../src/domain/time.ts'
import type { Person, Trust } from '../../src/domain/trust.ts'
import { createActs } from '../../src/guard/acts/acts.ts'
import type { ChangeHands, ChangeOptions } from '../../src/guard/change/options.ts'
import { createChangeProtocol } from '../../src/guard/change/protocol.ts'
import { createPolicies } from '../../src/guard/policy/authorize.ts'
import { armour, signedBytes } from '../../src/guard/ssh/signature.ts'
import { wireString } from '../../src/guard/ssh/wire.ts'
import type { IncidentRecord } from '../../src/ports/record.ts'
import { casebookReader } from '../../src/record/projections.ts'

export const startMs = Date.UTC(2026, 10, 23, 7)
export const minuteMs = 60_000
/** One set for all tests: loading Cedar costs 100 ms. */
export const policies = createPolicies(builtInPolicies())

export interface Signer {
  readonly publicKey: string
  readonly blob: Buffer
  readonly privateKey: KeyObject
}

export function makeSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  const blob = Buffer.concat([wireString('ssh-ed25519'), wireString(point)])
  return { publicKey: `ssh-ed25519 ${blob.toString('base64')}`, blob, privateKey }
}

export function signText(signer: Signer, text: string, namespace = decisionNamespace): string {
  const raw = sign(null, signedBytes(text, namespace, 'sha512'), signer.privateKey)
  return armour({ key: signer.blob, namespace, algorithm: 'ssh-ed25519', raw })
}

/** A record in memory that keeps once-keys as the real one does; `down` makes it unwritable. */
export function memoryRecord(nowMs: () => number) {
  const entries: Entry[] = []
  const taken = new Set<string>()
  const state = { down: false }
  const append = async (drafts: readonly EntryDraft[]): Promise<readonly Entry[]> => {
    await Promise.resolve()
    if (state.down) throw new HandoffError('UPSTREAM', 'The record cannot be written.')
    const keys = drafts.flatMap(({ once }) => once ?? [])
    if (keys.some((key) => taken.has(key))) throw new HandoffError('CONFLICT', 'Taken.')
    for (const key of keys) taken.add(key)
    const fresh = drafts.map(({ kind, incident, actor, body }, place): Entry => {
      const seq = entries.length + place + 1
      const at = toIso(nowMs())
      return { kind, incident, actor, seq, id: `e${seq}`, at, body: structuredClone(body) }
    })
    entries.push(...fresh)
    return fresh
  }
  const record: Pick<IncidentRecord, 'append' | 'entries' | 'checkpoint'> = {
    append,
    entries: ({ incident, kinds, afterSeq = 0 }) =>
      entries.filter(
        (entry) =>
          entry.seq > afterSeq &&
          (incident === undefined || entry.incident === incident) &&
          (kinds === undefined || kinds.includes(entry.kind)),
      ),
    checkpoint: () => (entries.length === 0 ? null : `test\n${entries.length}\n`),
  }
  return { record, entries, state }
}

export interface RigOptions extends Partial<
  Pick<ChangeOptions, 'level' | 'environments' | 'limits' | 'redactText'>
> {
  readonly severity?: Severity
  readonly policy?: Partial<ChangeOptions['policy']>
  readonly people?: readonly Partial<Person>[]
}

export type Rig = Awaited<ReturnType<typeof makeRig>>

/** The protocol on a record in memory, with people, keys, one incident and a switch to be toggled. */
export async function makeRig(options: RigOptions = {}) {
  let nowMs = startMs
  const clock = { nowMs: () => nowMs }
  const signers = {
    maria: makeSigner(),
    noor: makeSigner(),
    lee: makeSigner(),
    sam: makeSigner(),
    robo: makeSigner(),
  }
  const roles: Readonly<Record<keyof typeof signers, readonly string[]>> = {
    maria: ['incident-commander'],
    noor: ['incident-commander'],
    lee: ['service-owner:auth'],
    sam: ['approver'],
    robo: ['incident-commander', 'agent'],
  }
  const person = (id: keyof typeof signers): Person => ({
    id,
    name: id,
    email: `${id}@baton.example`,
    roles: roles[id],
    keys: [{ publicKey: signers[id].publicKey, notAfterMs: null, revokedAtMs: null }],
    notAfterMs: null,
    ...options.people?.find((given) => given.id === id),
  })
  let trust: Trust = {
    digest: 'a'.repeat(64),
    people: (Object.keys(signers) as (keyof typeof signers)[]).map(person),
    rota: [],
    matrix: [],
    policies: {},
  }
  const { record, entries, state } = memoryRecord(clock.nowMs)
  const reader = casebookReader({ record, clock, cadence: defaultCadence })
  const append: ChangeOptions['append'] = async (actor, incident, fact, once) => {
    const body = fact.body as never
    const [entry] = await record.append([
      { kind: fact.kind, incident, actor, body, ...(typeof once === 'string' && { once }) },
    ])
    return entry as Entry
  }
  const incident = 'INC-TEST'
  await append(
    { id: 'maria', kind: 'agent' },
    incident,
    openingOf(options.severity ?? 'SEV1') as Fact,
  )
  const protocolOptions: ChangeOptions = {
    append,
    reader,
    trustRoot: { read: () => trust },
    policies,
    clock,
    level: options.level ?? 'L2',
    policy: { freeze: [], productionAtL0: false, ...options.policy },
    environments: options.environments ?? [
      { name: 'production', production: true, regions: ['eu-west-1'], baseUrls: [] },
      { name: 'staging', production: false, regions: ['eu-west-1'], baseUrls: [] },
    ],
    owner: 'test-process',
    assertIntact: () => Promise.resolve(),
    redactText: options.redactText ?? ((_, text) => text),
    ...(options.limits ? { limits: options.limits } : {}),
  }
  const changes = createChangeProtocol(protocolOptions)
  const told: number[] = []
  const acts = createActs({
    append,
    reader,
    trustRoot: protocolOptions.trustRoot,
    clock,
    redactText: protocolOptions.redactText,
    tell: async (_, seq) => {
      await Promise.resolve()
      told.push(seq)
      return true
    },
  })
  const target = makeTarget()
  const maria = { id: 'maria', name: 'Maria' }
  const signed = (
    who: keyof typeof signers,
    request: string,
    wish: Partial<Statement> = {},
  ): { statement: string; signature: string } => {
    const text = changes.draft({
      request,
      decision: wish.decision ?? 'granted',
      reason: wish.reason ?? 'impact confirmed',
      approver: wish.approver ?? who,
    })
    return { statement: text, signature: signText(signers[who], text) }
  }
  return {
    changes,
    acts,
    /** Entries that a ticket was to be told of. */
    told,
    protocolOptions,
    reader,
    entries,
    state,
    signers,
    incident,
    maria,
    target,
    append,
    signed,
    advance: (ms: number) => void (nowMs += ms),
    trust: (change: (before: Trust) => Trust) => void (trust = change(trust)),
    proposal: (given: Partial<Proposal> = {}) => proposalOf(target, given),
    propose: (given: Partial<Proposal> = {}) =>
      changes.propose('toggle', proposalOf(target, given), maria, incident),
    grant: (who: keyof typeof signers, request: string) => changes.decide(signed(who, request)),
    apply: (request: string, hands: ChangeHands = target.hands) =>
      changes.apply(request, maria, hands, new AbortController().signal),
    handOff: (by = 'maria', given: Partial<FactBody<'note.recorded'>> = {}) =>
      append({ id: by, kind: 'agent' }, incident, {
        kind: 'note.recorded',
        body: { ...note, ...given },
      }),
    kinds: () => entries.map(({ kind }) => kind),
  }
}

/** A switch with a version; `writes` counts what truly happened to it. */
function makeTarget() {
  const now: { value: Json; version: number } = { value: 'on', version: 7 }
  const target = { now, writes: 0 }
  const hands: ChangeHands = {
    readBack: async (): Promise<ReadBack> => ({ value: now.value, version: String(now.version) }),
    apply: async ({ proposal }) => {
      await Promise.resolve()
      if (proposal.baseVersion !== String(now.version)) {
        throw new HandoffError('CONFLICT', 'The target has another version.')
      }
      now.value = proposal.to
      now.version += 1
      target.writes += 1
    },
  }
  return Object.assign(target, { hands })
}

function proposalOf(
  target: { now: { value: Json; version: number } },
  given: Partial<Proposal>,
): Proposal {
  return {
    system: 'feature-flags',
    target: 'new-token-validator',
    service: 'auth',
    environment: 'production',
    region: 'eu-west-1',
    from: target.now.value,
    to: target.now.value === 'on' ? 'off' : 'on',
    baseVersion: String(target.now.version),
    reason: 'logins fail since it was turned on',
    inverseOf: null,
    ...given,
  }
}

const note: FactBody<'note.recorded'> = {
  type: 'handoff',
  text: 'identity takes the fix',
  at: toIso(startMs),
  owner: 'identity-team',
  region: 'all',
  link: 'SUP-1042',
}

function openingOf(severity: Severity): { kind: string; body: FactBody<'incident.opened'> } {
  const at = toIso(startMs)
  const body: FactBody<'incident.opened'> = {
    title: 'Logins fail',
    ticket: 'SUP-1042',
    alert: null,
    report: null,
    detectedAt: at,
    window: { from: at, to: at },
    environment: 'production',
    severity,
    reasons: [],
    services: ['auth'],
    regions: ['eu-west-1'],
    segments: [],
    impact: {
      asOf: at,
      errorRate: null,
      baselineErrorRate: null,
      affectedUsers: null,
      burnRate: null,
      budgetExceeded: null,
    },
    support: 'maria',
    commander: null,
  }
  return { kind: 'incident.opened', body }
}

/** The code and rule of a refusal, exactly. */
export async function refusalOf(
  work: Promise<unknown>,
): Promise<readonly [string, string | undefined]> {
  try {
    await work
  } catch (cause) {
    if (cause instanceof HandoffError) return [cause.code, cause.rule]
    throw cause
  }
  throw new Error('nothing was refused')
}
