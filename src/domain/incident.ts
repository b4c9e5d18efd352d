import type { CadenceTable } from './cadence.ts'
import type { Entry } from './entry.ts'
import type { FactBody } from './fact.ts'
import { type Ask, foldAsks } from './incident/asks.ts'
import { bodies, type Dated } from './incident/bodies.ts'
import { foldCommand } from './incident/command.ts'
import { type Closing, foldClosing } from './incident/closing.ts'
import { severityMoments, updateDueMs } from './incident/due.ts'
import { type Breaking, foldGlass } from './incident/glass.ts'
import { foldHandover, type Handover } from './incident/handover.ts'
import { foldRevisions, type Present, type Revision } from './incident/revisions.ts'
import { resolutionIn } from './incident/resolution.ts'
import { lastUpdateMs, promisedUpdateMs } from './incident/updates.ts'
import { type ChangeRequest, foldRequests, partRequests } from './request.ts'
import { toIso } from './time.ts'

export const incidentStates = ['open', 'handed_off', 'acknowledged', 'closed'] as const

/** An incident as the record knows it, folded at one moment, with its present values. All text in it is redacted. */
export interface Incident extends FactBody<'incident.opened'>, Present, Handover {
  readonly id: string
  readonly openedAt: string
  readonly state: (typeof incidentStates)[number]
  /** What was changed since the opening, oldest first. */
  readonly revisions: readonly Revision[]
  /** How command was handed on; `commander` is who has it now. */
  readonly commands: readonly Dated<FactBody<'command.handed'>>[]
  readonly glass: readonly Breaking[]
  readonly notes: readonly Dated<FactBody<'note.recorded'>>[]
  /** Changes that somebody is said to have made. */
  readonly reports: readonly Dated<FactBody<'report.recorded'>>[]
  readonly asks: readonly Ask[]
  readonly findings: readonly Dated<FactBody<'finding.recorded'>>[]
  readonly reproductions: readonly Dated<FactBody<'reproduction.recorded'>>[]
  readonly evidence: readonly Dated<FactBody<'evidence.captured'>>[]
  /**
   * What was asked of systems; `publications` go the same way. A look at either throws UPSTREAM where the record no longer
   * says what became of one.
   */
  readonly requests: readonly ChangeRequest[]
  readonly publications: readonly ChangeRequest[]
  readonly documents: readonly Dated<FactBody<'document.rendered'>>[]
  readonly escalations: readonly Dated<FactBody<'escalation.sent'>>[]
  readonly failedEscalations: readonly Dated<FactBody<'escalation.failed'>>[]
  /** When a decision said that it is resolved; updates are due until then. */
  readonly resolvedAt: string | null
  readonly closing: Closing | null
  readonly nextUpdateDue: string
  /** How far ahead an update may put the next one, milliseconds. */
  readonly updateEveryMs: number
  readonly updateOverdue: boolean
  /** The entry at which the brief was last shown; what comes after it is new. */
  readonly seenUpTo: number
  readonly lastSeq: number
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
  const closing = foldClosing(entries)
  const live = closing ? entries.filter(({ seq }) => seq < closing.seq) : entries
  const { present, revisions } = foldRevisions(opened, live)
  const notes = bodies(entries, 'note.recorded')
  const handover = foldHandover(entries)
  const resolvedAt = resolutionIn(notes)?.recordedAt ?? null
  const { requests, publications } = partRequests(foldRequests(entries, nowMs))
  const told = { notes, publications }
  const openedAt = opening.at
  const moments = severityMoments({ openedAt, severity: present.severity, revisions })
  const dueMs = Math.min(updateDueMs(cadence, moments, lastUpdateMs(told)), promisedUpdateMs(told))
  return {
    ...opened,
    ...present,
    ...foldCommand(opened, live),
    ...handover,
    id,
    openedAt,
    state: closing ? 'closed' : stateOf(handover),
    revisions,
    glass: foldGlass(entries),
    notes,
    reports: bodies(entries, 'report.recorded'),
    asks: foldAsks(entries, closing?.seq ?? null),
    findings: bodies(entries, 'finding.recorded'),
    reproductions: bodies(entries, 'reproduction.recorded'),
    evidence: bodies(entries, 'evidence.captured'),
    requests,
    publications,
    documents: bodies(entries, 'document.rendered'),
    escalations: bodies(entries, 'escalation.sent'),
    failedEscalations: bodies(entries, 'escalation.failed'),
    resolvedAt,
    closing,
    nextUpdateDue: toIso(dueMs),
    updateEveryMs: cadence[present.severity].thenMs,
    updateOverdue: resolvedAt === null && closing === null && nowMs > dueMs,
    seenUpTo: entries.findLast(isBriefing)?.seq ?? 0,
    lastSeq: entries.at(-1)?.seq ?? 0,
  }
}

function stateOf({ handoff, acknowledgement }: Handover): 'open' | 'handed_off' | 'acknowledged' {
  if (acknowledgement) return 'acknowledged'
  return handoff ? 'handed_off' : 'open'
}

function isBriefing({ kind, body }: Entry): boolean {
  return kind === 'call.answered' && body?.['name'] === 'get_incident'
}
