import { type CadenceTable, nextUpdateDueMs } from './cadence.ts'
import type { Entry } from './entry.ts'
import type { FactBody } from './fact.ts'
import { type ChangeRequest, foldRequests } from './request.ts'
import { instantMs, toIso } from './time.ts'

type Dated<T> = T & { readonly seq: number; readonly recordedAt: string }

/** An incident as the record knows it, folded at one moment. All text in it is redacted. */
export interface Incident extends FactBody<'incident.opened'> {
  readonly id: string
  readonly openedAt: string
  readonly state: 'open' | 'handed_off' | 'acknowledged'
  readonly notes: readonly Dated<FactBody<'note.recorded'>>[]
  readonly findings: readonly Dated<FactBody<'finding.recorded'>>[]
  readonly reproductions: readonly Dated<FactBody<'reproduction.recorded'>>[]
  readonly requests: readonly ChangeRequest[]
  readonly documents: readonly Dated<FactBody<'document.rendered'>>[]
  readonly escalations: readonly Dated<FactBody<'escalation.sent'>>[]
  readonly failedEscalations: readonly Dated<FactBody<'escalation.failed'>>[]
  readonly handoff: Handoff | null
  readonly acknowledgement: Dated<FactBody<'handoff.acknowledged'>> | null
  /** When a decision said that it is resolved; updates are due until then. */
  readonly resolvedAt: string | null
  readonly nextUpdateDue: string
  readonly updateOverdue: boolean
  /** The entry at which the brief was last shown; what comes after it is new. */
  readonly seenUpTo: number
  readonly lastSeq: number
}

/** `by` is who recorded it, the sender, whomever the note names as `owner`. */
interface Handoff {
  readonly seq: number
  readonly at: string
  readonly link: string | null
  readonly owner: string
  readonly by: string
}

/** Folds the entries of one incident, in order of `seq`; undefined when it was never opened. */
export function foldIncident(
  id: string,
  entries: readonly Entry[],
  nowMs: number,
  cadence: CadenceTable,
): Incident | undefined {
  const opening = entries.find((entry) => entry.kind === 'incident.opened')
  if (!opening?.body) return undefined
  const opened = opening.body as FactBody<'incident.opened'>
  const notes = bodies(entries, 'note.recorded')
  const updates = notes.filter((note) => note.type === 'update_sent')
  const { handoff, acknowledgement } = handoverOf(entries)
  const resolvedAt = notes.findLast(isResolution)?.recordedAt ?? null
  const lastUpdate = updates.map((note) => instantMs(note.recordedAt)!).at(-1) ?? null
  const dueMs = nextUpdateDueMs(cadence[opened.severity], instantMs(opening.at)!, lastUpdate)
  return {
    ...opened,
    id,
    openedAt: opening.at,
    state: acknowledgement ? 'acknowledged' : handoff ? 'handed_off' : 'open',
    notes,
    findings: bodies(entries, 'finding.recorded'),
    reproductions: bodies(entries, 'reproduction.recorded'),
    requests: foldRequests(entries, nowMs),
    documents: bodies(entries, 'document.rendered'),
    escalations: bodies(entries, 'escalation.sent'),
    failedEscalations: bodies(entries, 'escalation.failed'),
    handoff,
    acknowledgement,
    nextUpdateDue: toIso(dueMs),
    resolvedAt,
    updateOverdue: resolvedAt === null && nowMs > dueMs,
    seenUpTo: entries.findLast(isBriefing)?.seq ?? 0,
    lastSeq: entries.at(-1)?.seq ?? 0,
  }
}

/** The handoff that waits, since its first note: saying it again does not move the service level. Else the one acknowledged last. */
function handoverOf(entries: readonly Entry[]): Pick<Incident, 'handoff' | 'acknowledgement'> {
  const acknowledged = bodies(entries, 'handoff.acknowledged').at(-1)
  const offers = entries.filter(
    ({ kind, body }) => kind === 'note.recorded' && body?.['type'] === 'handoff',
  )
  const waiting = offers.find(({ seq }) => seq > (acknowledged?.seq ?? 0))
  const offer = waiting ?? offers.at(-1)
  const [note] = offer ? bodies([offer], 'note.recorded') : []
  const handoff = offer &&
    note && { seq: offer.seq, at: offer.at, link: note.link, owner: note.owner, by: offer.actor.id }
  return { handoff: handoff ?? null, acknowledgement: waiting ? null : (acknowledged ?? null) }
}

function isResolution({ type, text }: FactBody<'note.recorded'>): boolean {
  return type === 'decision' && /^resolved\b/i.test(text.trim())
}

function isBriefing({ kind, body }: Entry): boolean {
  return kind === 'call.answered' && body?.['name'] === 'get_incident'
}

function bodies<K extends Entry['kind']>(
  entries: readonly Entry[],
  kind: K,
): readonly Dated<FactBody<K>>[] {
  return entries
    .filter((entry) => entry.kind === kind && entry.body !== null)
    .map((entry) => ({ ...(entry.body as FactBody<K>), seq: entry.seq, recordedAt: entry.at }))
}
