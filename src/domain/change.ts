import type { FactBody } from './fact.ts'
import { type Json, canonicalJson, sha256 } from './json.ts'
import type { ChangeRequest } from './request.ts'
import type { Environment } from './service.ts'
import type { Severity } from './severity.ts'

/** What a change tool asks for, read from the target at this moment. The guard adds request id, digest, trust and expiry. */
export interface Proposal {
  readonly system: string
  readonly target: string
  readonly service: string | null
  readonly environment: string
  readonly region: string
  readonly from: Json
  readonly to: Json
  /** The version that apply must find unchanged; null where the system has none. */
  readonly baseVersion: string | null
  readonly reason: string
  /** The applied request that this one exactly undoes; the guard finds it out itself. */
  readonly inverseOf: string | null
}

/** The target as read after the write, or when an outcome is unknown. */
export interface ReadBack {
  readonly value: Json
  readonly version: string | null
  /** Whether this very request was carried out, where the system keeps its key; that decides before value and version do. */
  readonly done?: boolean
}

type Proposed = FactBody<'change.proposed'>

/** SHA-256 over the canonical JSON of the incident and everything the card shows: what an approver reads is what is signed. */
export function digestOf(incident: string, proposed: Omit<Proposed, 'digest'>): string {
  const { digest: _, ...shown } = { digest: '', ...proposed }
  return sha256(canonicalJson({ ...shown, incident }))
}

const minuteMs = 60_000

/** How long a request stays open: 15 minutes for SEV1 and SEV2, else 60. */
export function requestLifetimeMs(severity: Severity): number {
  return (severity === 'SEV1' || severity === 'SEV2' ? 15 : 60) * minuteMs
}

/** Production is everything that is not declared `production: false`; of two declarations the stricter one counts. */
export function isProduction(environments: readonly Environment[], name: string): boolean {
  const declared = environments.filter((environment) => environment.name === name)
  return declared.length === 0 || declared.some((environment) => environment.production)
}

/** The role of the people who own a service; empty when the change belongs to no single one. */
export function ownerRole(service: string | null): string {
  return service === null ? '' : `service-owner:${service}`
}

export function sameJson(a: Json, b: Json): boolean {
  return canonicalJson(a) === canonicalJson(b)
}

type Place = Pick<Proposal, 'system' | 'target' | 'environment' | 'region'>

/** True when both speak of the same switch. */
export function samePlace(a: Place, b: Place): boolean {
  return (
    a.system === b.system &&
    a.target === b.target &&
    a.environment === b.environment &&
    a.region === b.region
  )
}

/** True when a proposal brings back what an applied request changed and nothing was changed in between. */
export function undoes(
  proposal: Omit<Proposal, 'inverseOf' | 'reason'>,
  done: ChangeRequest,
): boolean {
  const { proposal: was, outcome, state } = done
  return (
    state === 'applied' &&
    samePlace(proposal, was) &&
    sameJson(proposal.from, was.to) &&
    sameJson(proposal.to, was.from) &&
    proposal.baseVersion !== null &&
    proposal.baseVersion === outcome?.version
  )
}
