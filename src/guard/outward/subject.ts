import type { Card } from '../../domain/decision.ts'
import type { Incident } from '../../domain/incident.ts'
import { type Breaking, answerDue, doneUnder } from '../../domain/incident/glass.ts'
import type { JsonObject } from '../../domain/json.ts'
import { isPublication, needsNoGrant } from '../../domain/publication.ts'
import { type ChangeRequest, requestsOf } from '../../domain/request.ts'
import { instantMs, toIso } from '../../domain/time.ts'
import { untrusted } from '../../domain/untrusted.ts'
import type { NoticeRow } from '../../ports/notifier.ts'
import { glassRows, requestRows } from './card-rows.ts'

const minuteMs = 60_000

/** Something that people are told of while it waits for them. */
export interface Subject {
  /** As it stands on the record and in a notice. */
  readonly about: string
  readonly incident: Pick<Incident, 'id' | 'severity'>
  /** From when people are told and until when somebody is to answer, full instants. */
  readonly since: string
  readonly until: string
  /** `waits`, afterwards what became of it. */
  readonly state: string
  /** How long after the first notice the second is due; there is no third. */
  readonly againMs: number
  /** Our own words and ids alone. */
  readonly headline: string
  readonly command: string
  /** What a notice shows beside that, not yet redacted. */
  card(): Promise<JsonObject>
  rows(card: JsonObject): readonly NoticeRow[]
}

/** As `requestsOf`; none where the record no longer says what became of them. */
export function readableRequests(incident: Incident): readonly ChangeRequest[] {
  try {
    return requestsOf(incident)
  } catch {
    return []
  }
}

const withoutGrantMs = 60_000

/** What may need no grant is carried out by the call that proposed it; only if it still waits then, it waits for somebody. */
function toldFrom({ proposal, proposedAt }: ChangeRequest): string {
  if (!needsNoGrant(proposal)) return proposedAt
  return toIso((instantMs(proposedAt) ?? 0) + withoutGrantMs)
}

/** A change or publication that waits for a decision. */
export function requestSubject(
  incident: Incident,
  request: ChangeRequest,
  cardOf: (request: string) => Promise<Card>,
): Subject {
  const { id, state, proposal } = request
  const change = proposal.production ? 'production change' : 'change'
  const kind = isPublication(proposal) ? 'publication' : change
  const waits = state === 'proposed'
  return {
    about: id,
    incident,
    since: toldFrom(request),
    until: proposal.expiresAt,
    state: waits ? 'waits' : state,
    againMs: 5 * minuteMs,
    headline: waits
      ? `A ${kind} of ${incident.id} (${incident.severity}) waits for your decision: ${id}.`
      : `${id} of ${incident.id} no longer waits: ${state}.`,
    command: `baton show ${id}`,
    card: async () => ({ ...(await cardOf(id)) }),
    rows: requestRows,
  }
}

/** A break-glass that waits for the signature of a second person, who has a day for it. */
export function glassSubject(incident: Incident, breaking: Breaking): Subject {
  const { id, severity } = incident
  const { seq, by, reason, recordedAt, until, countersign, objection } = breaking
  const state = countersign ? 'countersigned' : objection ? 'objected' : 'waits'
  return {
    about: `${id}-${seq}`,
    incident,
    since: recordedAt,
    until: answerDue(breaking),
    state,
    againMs: 12 * 60 * minuteMs,
    headline:
      state === 'waits'
        ? `Glass was broken in ${id} (${severity}); a second person is to answer for it.`
        : `The break-glass of ${id} no longer waits: ${state}.`,
    command: `baton countersign ${id}`,
    card: () =>
      Promise.resolve({
        incident: id,
        severity,
        by,
        at: recordedAt,
        until,
        reason: { ...untrusted('whoever broke glass', reason) },
        done: doneUnder(readableRequests(incident), breaking).map((request) => request.id),
        answerUntil: answerDue(breaking),
      }),
    rows: glassRows,
  }
}
