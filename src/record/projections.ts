import type { CadenceTable } from '../domain/cadence.ts'
import type { Entry } from '../domain/entry.ts'
import { HandoffError } from '../domain/error.ts'
import { foldIncident, type Incident } from '../domain/incident.ts'
import { foldRequests } from '../domain/request.ts'
import type { CasebookReader } from '../ports/casebook.ts'
import type { Clock } from '../ports/clock.ts'
import type { IncidentRecord } from '../ports/record.ts'

interface Parts {
  readonly record: Pick<IncidentRecord, 'entries' | 'checkpoint'>
  readonly clock: Clock
  readonly cadence: CadenceTable
}

const mostNamed = 5

/** Incidents and requests folded from the record; entries already read are kept, so that a look costs only what is new. */
export function casebookReader({ record, clock, cadence }: Parts): CasebookReader {
  const read = new Map<string, readonly Entry[]>()
  const opened = new Set<string>()
  const incidentOfRequest = new Map<string, string>()
  let scanned = 0

  /** Finds incidents and requests among the entries since the last look. */
  const scan = () => {
    const size = sizeOf(record.checkpoint())
    if (size <= scanned) return
    const kinds = ['incident.opened', 'change.proposed'] as const
    for (const { incident, kind, body } of record.entries({ kinds, afterSeq: scanned })) {
      if (incident === null) continue
      if (kind === 'incident.opened') opened.add(incident)
      const request = body?.['request']
      if (kind === 'change.proposed' && typeof request === 'string') {
        if (!incidentOfRequest.has(request)) incidentOfRequest.set(request, incident)
      }
    }
    scanned = size
  }

  const entriesOf = (incident: string): readonly Entry[] => {
    const before = read.get(incident) ?? []
    const afterSeq = before.at(-1)?.seq ?? 0
    const fresh = record.entries({ incident, afterSeq })
    if (fresh.length === 0) return before
    const all = [...before, ...fresh]
    read.set(incident, all)
    return all
  }

  const fold = (id: string): Incident | undefined =>
    foldIncident(id, entriesOf(id), clock.nowMs(), cadence)

  const incidents = (): readonly Incident[] => {
    scan()
    return [...opened].flatMap((id) => fold(id) ?? []).toReversed()
  }

  return {
    incidents,
    incident: (id) => {
      scan()
      const incident = opened.has(id) ? fold(id) : undefined
      if (incident) return incident
      throw new HandoffError('NOT_FOUND', 'There is no such incident.', {
        hint: named(incidents()),
      })
    },
    request: (id) => {
      scan()
      const incident = incidentOfRequest.get(id)
      const requests = incident ? foldRequests(entriesOf(incident), clock.nowMs()) : []
      const request = requests.find((candidate) => candidate.id === id)
      if (request) return request
      throw new HandoffError('NOT_FOUND', 'There is no such request.', {
        hint: 'Ask get_incident for the requests that are open.',
      })
    },
    entries: (incident) => entriesOf(incident),
    checkpoint: () => record.checkpoint(),
  }
}

function named(incidents: readonly Incident[]): string {
  const open = incidents.filter(({ state }) => state !== 'acknowledged').map(({ id }) => id)
  if (open.length === 0) return 'No incident is open; start with open_incident.'
  const more = open.length > mostNamed ? ' and older ones' : ''
  return `Open incidents: ${open.slice(0, mostNamed).join(', ')}${more}.`
}

/** The second line of a checkpoint is its size. */
function sizeOf(note: string | null): number {
  return Number(note?.split('\n')[1] ?? 0)
}
