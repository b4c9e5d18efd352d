import type { DocumentKind } from '../domain/facts/handoff.ts'
import type { Incident } from '../domain/incident.ts'
import { requestsOf } from '../domain/request.ts'
import { instantMs } from '../domain/time.ts'
import { asksOf } from './asks.ts'
import * as known from './known.ts'

/** One thing a document lacks: what it is, why it is required, and the call that supplies it. Baton's own words only. */
export interface Missing {
  readonly what: string
  readonly why: string
  readonly how: string
}

interface Demand extends Missing {
  readonly of: readonly DocumentKind[]
  isMet(incident: Incident, nowMs: number): boolean
}

/** Figures older than this are measured again before engineering relies on them. */
const freshForMs = 2 * 60 * 60_000

const isFresh = (incident: Incident, tool: string, nowMs: number): boolean =>
  incident.findings.some(
    (each) => each.tool === tool && nowMs - (instantMs(each.recordedAt) ?? 0) <= freshForMs,
  )

/** In the order in which an incident is worked, so that the first one is the best next step. */
const demands: readonly Demand[] = [
  {
    of: ['packet'],
    what: 'status update that is not overdue',
    why: 'A packet with an overdue update is stale; updates go out every 60 minutes at the latest (G9).',
    how: 'publish_update; for one that a person sent by hand record_note with type update_sent.',
    isMet: ({ updateOverdue }) => !updateOverdue,
  },
  {
    of: ['packet', 'timeline', 'wrapup'],
    what: 'Detection row: alert source',
    why: 'The timeline row Detection needs its alert source.',
    how: 'record_note with type observation and text that begins with "Alert:", such as "Alert: none fired, reported by phone".',
    isMet: (incident) => known.alertOf(incident) !== null,
  },
  {
    of: ['packet', 'timeline', 'wrapup'],
    what: 'Detection row: customer report reference',
    why: 'The timeline row Detection needs the reference of the customer report.',
    how: 'record_note with type observation and text that begins with "Report:", such as "Report: SUP-1042" or "Report: none, found by monitoring".',
    isMet: (incident) => known.reportOf(incident) !== null,
  },
  {
    of: ['packet', 'timeline', 'recipe', 'update', 'wrapup'],
    what: 'Triage row: affected region',
    why: 'Every row names its region or cluster (G5).',
    how: 'update_incident with the affected regions and the reason.',
    isMet: (incident) => known.regionsOf(incident).length > 0,
  },
  {
    of: ['packet'],
    what: 'error rate from the logs',
    why: 'Engineering must not measure the impact again; figures may be at most 2 hours old.',
    how: 'query_logs for this incident.',
    isMet: (incident, nowMs) => isFresh(incident, 'query_logs', nowMs),
  },
  {
    of: ['packet'],
    what: 'changes in the window',
    why: 'The packet names deployment ids; the list may be at most 2 hours old.',
    how: 'list_deployments for this incident.',
    isMet: (incident, nowMs) => isFresh(incident, 'list_deployments', nowMs),
  },
  {
    of: ['packet'],
    what: 'captured evidence',
    why: 'Engineering opens what support saw: a dated excerpt whose hash is on the record.',
    how: 'capture_evidence with kind log, changes, flag or file.',
    isMet: ({ evidence }) => evidence.length > 0,
  },
  {
    of: ['packet', 'recipe'],
    what: 'reproduction, or its deviations',
    why: 'A reproduction is run, or what deviated is written down (G8).',
    how: 'record_reproduction with result reproduced, or with result partly or not_reproduced and deviations; every field and step says something.',
    isMet: (incident) => known.usableReproductions(incident).length > 0,
  },
  {
    of: ['packet'],
    what: 'Mitigation row: action taken and change id',
    why: 'The timeline row Mitigation needs an applied change, or the decision that none was possible.',
    how: 'Apply a granted change with toggle_flag_with_approval, or record_note with type decision and text that begins with "No mitigation:" and the reason.',
    isMet: (incident) =>
      known.standingChanges(incident).length > 0 || known.decisionsAgainst(incident).length > 0,
  },
  {
    of: ['packet'],
    what: 'changes with a known outcome',
    why: 'A change under way or with an unknown outcome makes the packet untrue.',
    how: 'get_request for that request reads the target back.',
    isMet: (incident) =>
      !requestsOf(incident).some(({ state }) => state === 'applying' || state === 'unknown'),
  },
  {
    of: ['packet'],
    what: 'risks',
    why: 'Engineering continues under constraints it must know.',
    how: 'record_note with type risk (or blocker), or with type not_checked for what could not be assessed.',
    isMet: (incident) =>
      (['risk', 'blocker', 'not_checked'] as const).some(
        (type) => known.notesOf(incident, type).length > 0,
      ),
  },
  {
    of: ['packet', 'wrapup'],
    what: 'data loss: yes, no or unknown',
    why: 'Data loss exposure is the first thing engineering and customers ask about.',
    how: 'record_note with type data_loss and text that begins with yes, no or unknown.',
    isMet: (incident) => known.dataLossOf(incident) !== undefined,
  },
  {
    of: ['packet'],
    what: 'ask for engineering with one owner and a due time',
    why: 'A handoff without an explicit deliverable is nobody’s work.',
    how: 'assign_ask with the deliverable in text, one owner, role (fix, qa or communicator) and due.',
    isMet: (incident) => asksOf(incident).length > 0,
  },
  {
    of: ['packet'],
    what: 'Handoff row: escalation ticket link',
    why: 'The timeline row Handoff needs the escalation ticket.',
    how: 'record_note with type handoff and the ticket in link.',
    isMet: (incident) => known.escalationTicketOf(incident) !== null,
  },
  {
    of: ['wrapup'],
    what: 'resolution',
    why: 'A wrap-up is written after the incident is resolved.',
    how: 'record_note with type decision and text that begins with "Resolved:", and at for the moment of recovery.',
    isMet: (incident) => known.resolutionOf(incident) !== undefined,
  },
  {
    of: ['wrapup'],
    what: 'learning',
    why: 'The post-incident review starts from root-cause clues and procedural gaps.',
    how: 'record_note with type learning.',
    isMet: (incident) => known.notesOf(incident, 'learning').length > 0,
  },
]

/** What this document still lacks, in the order in which it is best supplied; empty when it may be rendered (G7). */
export function missingFor(
  kind: DocumentKind,
  incident: Incident,
  nowMs: number,
): readonly Missing[] {
  return demands
    .filter((demand) => demand.of.includes(kind) && !demand.isMet(incident, nowMs))
    .map(({ what, why, how }) => ({ what, why, how }))
}
