import type { CadenceTable } from '../domain/cadence.ts'
import type { Entry } from '../domain/entry.ts'
import { HandoffError } from '../domain/error.ts'
import { type FactKind, factSchemas } from '../domain/fact.ts'
import { foldIncident, type Incident } from '../domain/incident.ts'
import { type ChangeRequest, foldRequests, grantLifetimeMs, requestsOf } from '../domain/request.ts'
import { instantMs } from '../domain/time.ts'
import type { CasebookReader } from '../ports/casebook.ts'
import type { Clock } from '../ports/clock.ts'
import type { IncidentRecord } from '../ports/record.ts'
import { notIntact } from './not-intact.ts'

interface Parts {
  readonly record: Pick<IncidentRecord, 'entries' | 'checkpoint'>
  readonly clock: Clock
  readonly cadence: CadenceTable
}

/** What the entries of one incident amount to; time alone changes nothing of it from `fromMs` until `untilMs`. */
interface Fold {
  readonly incident: Incident | undefined
  readonly requests: readonly ChangeRequest[]
  readonly fromMs: number
  readonly untilMs: number
}

interface Case {
  readonly entries: Entry[]
  fold?: Fold | undefined
}

const mostNamed = 5

/** All that states something; what was asked and refused is read when somebody wants to see it. */
const folded = (Object.keys(factSchemas) as FactKind[]).filter(
  (kind) => kind !== 'call.asked' && kind !== 'call.refused',
)

/** Incidents and requests folded from the record; folds are kept, so that a look costs only what is new. */
export function casebookReader({ record, clock, cadence }: Parts): CasebookReader {
  const cases = new Map<string, Case>()
  const opened = new Set<string>()
  const incidentOfRequest = new Map<string, string>()
  let seenUpTo = 0

  /** Takes in the entries since the last look. */
  const look = () => {
    for (const entry of record.entries({ kinds: folded, afterSeq: seenUpTo })) {
      seenUpTo = entry.seq
      const { incident, kind, body } = entry
      if (incident === null) continue
      const one: Case = cases.get(incident) ?? { entries: [] }
      cases.set(incident, one)
      one.entries.push(entry)
      one.fold = undefined
      if (kind === 'incident.opened') opened.add(incident)
      const request = body?.['request']
      if (kind === 'change.proposed' && typeof request === 'string') {
        if (!incidentOfRequest.has(request)) incidentOfRequest.set(request, incident)
      }
    }
  }

  const foldOf = (id: string): Fold | undefined => {
    const one = cases.get(id)
    if (!one) return undefined
    const nowMs = clock.nowMs()
    const { fold } = one
    if (fold && fold.fromMs <= nowMs && nowMs < fold.untilMs) return fold
    return (one.fold = foldCase(id, one.entries, nowMs, cadence))
  }

  const incidents = (): readonly Incident[] => {
    look()
    return [...opened].flatMap((id) => foldOf(id)?.incident ?? []).toReversed()
  }

  return {
    incidents,
    incident: (id) => {
      look()
      const incident = foldOf(id)?.incident
      if (incident) return incident
      throw new HandoffError('NOT_FOUND', 'There is no such incident.', {
        hint: named(incidents()),
      })
    },
    request: (id) => {
      look()
      const incident = incidentOfRequest.get(id)
      for (const [name, { entries }] of cases) {
        if (name === (incident ?? name)) assertReadable(entries)
      }
      const requests = incident === undefined ? [] : foldOf(incident)?.requests
      const request = requests?.find((candidate) => candidate.id === id)
      if (request) return request
      throw new HandoffError('NOT_FOUND', 'There is no such request.', {
        hint: 'Ask get_incident for the requests that are open.',
      })
    },
    entries: (incident, afterSeq = 0) => record.entries({ incident, afterSeq }),
    checkpoint: () => record.checkpoint(),
  }
}

function foldCase(
  id: string,
  entries: readonly Entry[],
  nowMs: number,
  cadence: CadenceTable,
): Fold {
  const incident = foldIncident(id, entries, nowMs, cadence)
  const requests = incident ? requestsOf(incident) : foldRequests(entries, nowMs)
  const untilMs = Math.min(...requests.map(lapsesAtMs), incident ? lateAtMs(incident) : Infinity)
  const shown = incident && lost(entries) ? withoutRequests(entries, incident) : incident
  return { incident: shown, requests, fromMs: nowMs, untilMs }
}

/** When time alone changes the state of a request; 0 for a time that nobody can read. */
function lapsesAtMs({ state, proposal, decision }: ChangeRequest): number {
  if (state === 'proposed') return instantMs(proposal.expiresAt) ?? 0
  if (state === 'granted') return (instantMs(decision?.at ?? '') ?? 0) + grantLifetimeMs
  return Infinity
}

function lateAtMs({ resolvedAt, updateOverdue, nextUpdateDue }: Incident): number {
  return resolvedAt !== null || updateOverdue ? Infinity : (instantMs(nextUpdateDue) ?? 0)
}

/** An entry about a change whose body is gone: what became of the change is then unknown. */
function lost(entries: readonly Entry[]): Entry | undefined {
  return entries.find(({ kind, body }) => body === null && kind.startsWith('change.'))
}

function assertReadable(entries: readonly Entry[]): void {
  const entry = lost(entries)
  if (!entry) return
  const detail = `entry ${entry.seq} has lost its body`
  throw notIntact('The record no longer says what became of a change.', detail)
}

/** The rest of the incident stays usable; whoever looks at its requests is told that they cannot be known. */
function withoutRequests(entries: readonly Entry[], incident: Incident): Incident {
  const get = (): void => assertReadable(entries)
  return Object.defineProperties({ ...incident }, { requests: { get }, publications: { get } })
}

function isUnderWay({ state }: Incident): boolean {
  return state !== 'acknowledged' && state !== 'closed'
}

function named(incidents: readonly Incident[]): string {
  const open = incidents.filter(isUnderWay).map(({ id }) => id)
  if (open.length === 0) return 'No incident is open; start with open_incident.'
  const more = open.length > mostNamed ? ' and older ones' : ''
  return `Open incidents: ${open.slice(0, mostNamed).join(', ')}${more}.`
}
