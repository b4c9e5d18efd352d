import type { ChangeKind } from '../change-event.ts'
import { HandoffError } from '../error.ts'
import type { Gap } from '../gap.ts'
import type { Incident } from '../incident.ts'
import { type Breaking, grantedUnder } from '../incident/glass.ts'
import type { Json } from '../json.ts'
import type { ChangeRequest } from '../request.ts'
import { instantMs } from '../time.ts'

/** By how much a vendor's clock may differ from the record's. */
export const toleranceMs = 2 * 60_000

/** How far before and after a window to look, so that no grant's time is cut there. */
export const longestGrantMs = 15 * 60_000

/** A grant of the record whose writing began, as what a vendor would report of it. */
export interface Grant {
  readonly request: string
  readonly incident: string
  readonly kind: ChangeKind
  readonly target: string
  readonly environment: string
  /** Null for all of them. */
  readonly regions: readonly string[] | null
  readonly to: Json
  /** As read back afterwards; null while nobody knows. */
  readonly version: string | null
  /** From the intent to the read-back, each with the tolerance. */
  readonly fromMs: number
  readonly toMs: number
  /** When the effect is known to have been there. */
  readonly atMs: number
  /** False while nobody knows whether it was carried out. */
  readonly known: boolean
  /** Granted by somebody whom a demonstration plays. */
  readonly simulated: boolean
  /** Under which break-glass it was granted; `lost` where the record no longer holds that. */
  readonly glass: Breaking | 'lost' | null
}

/** What each system's changes are called by those who report them. */
const kinds: Readonly<Record<string, ChangeKind>> = { 'feature-flags': 'flag' }

type Granted = Pick<Incident, 'requests' | 'glass'>

const unreadable: Gap = {
  source: 'record',
  reason: 'The record no longer says what became of a granted change.',
}

/** Every grant and every breaking of glass on the record; an incident whose requests cannot be known is a gap. */
export function grantsIn(incidents: readonly Granted[]): {
  readonly grants: readonly Grant[]
  readonly glass: readonly Breaking[]
  readonly gaps: readonly Gap[]
} {
  const grants: Grant[] = []
  let gaps: readonly Gap[] = []
  for (const incident of incidents) {
    try {
      grants.push(...grantsOf(incident))
    } catch (error) {
      if (!(error instanceof HandoffError)) throw error
      gaps = [unreadable]
    }
  }
  return { grants, glass: incidents.flatMap(({ glass }) => glass), gaps }
}

/** The grants of an incident that a reported change may be the effect of. One that failed wrote nothing and covers nothing. */
function grantsOf({ requests, glass }: Granted): readonly Grant[] {
  return requests.flatMap((request) => {
    const kind = kinds[request.proposal.system]
    const times = timesOf(request)
    if (kind === undefined || times === undefined || request.state === 'failed') return []
    const { proposal, id, incident, outcome, state } = request
    const { target, environment, region, to } = proposal
    return {
      request: id,
      incident,
      kind,
      target,
      environment,
      regions: region === 'all regions' ? null : region.split(', '),
      to,
      version: outcome?.version ?? null,
      ...times,
      known: state === 'applied',
      simulated: request.decision?.simulated ?? false,
      glass:
        request.decision?.glass === undefined ? null : (grantedUnder(glass, request) ?? 'lost'),
    }
  })
}

/** An outcome that was found out later than the deadline says nothing about when the effect came. */
function timesOf({
  intent,
  outcome,
}: ChangeRequest): Pick<Grant, 'fromMs' | 'toMs' | 'atMs'> | undefined {
  if (intent === null) return undefined
  const beganMs = instantMs(intent.at) ?? Infinity
  const deadlineMs = instantMs(intent.deadline) ?? beganMs
  const atMs = Math.min(instantMs(outcome?.at ?? '') ?? deadlineMs, deadlineMs)
  return { fromMs: beganMs - toleranceMs, toMs: atMs + toleranceMs, atMs }
}
