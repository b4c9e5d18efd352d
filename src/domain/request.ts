import type { Entry } from './entry.ts'
import type { FactBody } from './fact.ts'
import { isPublication, needsNoGrant } from './publication.ts'
import { instantMs } from './time.ts'

export const requestStates = [
  'proposed',
  'granted',
  'denied',
  'expired',
  'withdrawn',
  'applying',
  'applied',
  'failed',
  'unknown',
] as const
export type RequestState = (typeof requestStates)[number]

/** A grant may be applied within this time of being given. */
export const grantLifetimeMs = 10 * 60_000

/** A change from proposal to read-back, folded from the record. */
export interface ChangeRequest {
  readonly id: string
  readonly incident: string
  readonly state: RequestState
  readonly proposal: FactBody<'change.proposed'>
  readonly proposedAt: string
  readonly decision: (FactBody<'change.decided'> & { readonly at: string }) | null
  readonly intent: (FactBody<'change.applying'> & { readonly at: string }) | null
  readonly outcome: {
    readonly at: string
    readonly version: string | null
    readonly reason: string | null
  } | null
}

/** Changes and publications of an incident, which take the same way; oldest first. */
export function requestsOf(incident: {
  readonly requests: readonly ChangeRequest[]
  readonly publications: readonly ChangeRequest[]
}): readonly ChangeRequest[] {
  return [...incident.requests, ...incident.publications].toSorted(
    (a, b) => (instantMs(a.proposedAt) ?? 0) - (instantMs(b.proposedAt) ?? 0),
  )
}

/** What is asked of systems, apart from what is said to people. */
export function partRequests(all: readonly ChangeRequest[]): {
  readonly requests: readonly ChangeRequest[]
  readonly publications: readonly ChangeRequest[]
} {
  return {
    requests: all.filter(({ proposal }) => !isPublication(proposal)),
    publications: all.filter(({ proposal }) => isPublication(proposal)),
  }
}

/** Folds the `change.*` entries of a record, in order of `seq`, into requests; expiry follows from `nowMs`. */
export function foldRequests(entries: readonly Entry[], nowMs: number): readonly ChangeRequest[] {
  const requests = new Map<string, ChangeRequest>()
  for (const entry of entries) {
    const next = step(requests, entry)
    if (next) requests.set(next.id, next)
  }
  return [...requests.values()].map((request) => expire(request, nowMs))
}

function step(
  requests: ReadonlyMap<string, ChangeRequest>,
  entry: Entry,
): ChangeRequest | undefined {
  if (entry.body === null || entry.incident === null) return undefined
  if (entry.kind === 'change.proposed') {
    const proposal = entry.body as FactBody<'change.proposed'>
    return requests.has(proposal.request) ? undefined : opened(entry, entry.incident, proposal)
  }
  const { request: id } = entry.body
  const request = typeof id === 'string' ? requests.get(id) : undefined
  return request?.incident === entry.incident ? advance(request, entry) : undefined
}

function opened(
  entry: Entry,
  incident: string,
  proposal: FactBody<'change.proposed'>,
): ChangeRequest {
  return {
    id: proposal.request,
    incident,
    state: 'proposed',
    proposal,
    proposedAt: entry.at,
    decision: null,
    intent: null,
    outcome: null,
  }
}

/** From which states a fact moves a request on; any other fact about it changes nothing. */
const movesFrom: Partial<Record<Entry['kind'], readonly RequestState[]>> = {
  'change.decided': ['proposed'],
  'change.withdrawn': ['proposed', 'granted'],
  'change.applying': ['granted'],
  'change.applied': ['applying', 'unknown', 'failed'],
  'change.failed': ['applying', 'unknown'],
  'change.unknown': ['applying'],
}

/** What colleagues alone read is published without a grant; nothing else is carried out without one. */
function mayMove({ state, proposal }: ChangeRequest, kind: Entry['kind']): boolean {
  if (movesFrom[kind]?.includes(state)) return true
  return kind === 'change.applying' && state === 'proposed' && needsNoGrant(proposal)
}

function advance(request: ChangeRequest, entry: Entry): ChangeRequest | undefined {
  if (!mayMove(request, entry.kind)) return undefined
  const body = entry.body as never
  switch (entry.kind) {
    case 'change.decided': {
      const decided: FactBody<'change.decided'> = body
      return { ...request, state: decided.decision, decision: { ...decided, at: entry.at } }
    }
    case 'change.withdrawn':
      return { ...request, state: 'withdrawn' }
    case 'change.applying': {
      const intent: FactBody<'change.applying'> = body
      return { ...request, state: 'applying', intent: { ...intent, at: entry.at } }
    }
    case 'change.applied': {
      const { version }: FactBody<'change.applied'> = body
      return { ...request, state: 'applied', outcome: { at: entry.at, version, reason: null } }
    }
    case 'change.failed':
    case 'change.unknown': {
      const { reason }: FactBody<'change.unknown'> = body
      const state = entry.kind === 'change.failed' ? 'failed' : 'unknown'
      return { ...request, state, outcome: { at: entry.at, version: null, reason } }
    }
    default:
      return undefined
  }
}

function expire(request: ChangeRequest, nowMs: number): ChangeRequest {
  if (request.state === 'proposed' && nowMs >= instantMs(request.proposal.expiresAt)!) {
    return { ...request, state: 'expired' }
  }
  if (request.state === 'granted' && nowMs >= instantMs(request.decision!.at)! + grantLifetimeMs) {
    return { ...request, state: 'expired' }
  }
  return request
}

/** True once another process may take over what an intent left open. */
export function isOverdue(request: ChangeRequest, nowMs: number): boolean {
  return request.intent !== null && nowMs >= (instantMs(request.intent.deadline) ?? 0)
}
