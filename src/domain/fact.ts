import * as z from 'zod'

import * as acts from './facts/act.ts'
import * as asks from './facts/ask.ts'
import * as calls from './facts/call.ts'
import * as changes from './facts/change.ts'
import * as evidence from './facts/evidence.ts'
import * as handoffs from './facts/handoff.ts'
import * as incidents from './facts/incident.ts'
import * as outward from './facts/outward.ts'
import * as reports from './facts/report.ts'

/** Every kind of entry and the shape of its body. Stored text is already redacted; instants are full ISO with `Z`. */
export const factSchemas = {
  'call.asked': calls.Asked,
  'call.answered': calls.Answered,
  'call.refused': calls.Refused,
  'incident.opened': incidents.Opened,
  'incident.updated': incidents.Updated,
  'incident.closed': incidents.Closed,
  'note.recorded': incidents.Note,
  'ask.assigned': asks.Assigned,
  'ask.moved': asks.Moved,
  'finding.recorded': incidents.Finding,
  'reproduction.recorded': incidents.Reproduction,
  'evidence.captured': evidence.Captured,
  'change.proposed': changes.Proposed,
  'change.decided': changes.Decided,
  'change.withdrawn': changes.Withdrawn,
  'change.applying': changes.Applying,
  'change.applied': changes.Applied,
  'change.failed': changes.Failed,
  'change.unknown': changes.Unknown,
  'document.rendered': handoffs.Rendered,
  'handoff.acknowledged': handoffs.Acknowledged,
  'glass.broken': acts.GlassBroken,
  'glass.countersigned': acts.GlassCountersigned,
  'glass.objected': acts.GlassObjected,
  'severity.lowered': acts.SeverityLowered,
  'command.handed': acts.CommandHanded,
  'escalation.sent': handoffs.Escalated,
  'escalation.failed': handoffs.EscalationFailed,
  'ticket.commented': outward.Commented,
  'ticket.failed': outward.CommentFailed,
  'notice.sent': outward.NoticeSent,
  'notice.failed': outward.NoticeFailed,
  'report.recorded': reports.Recorded,
  'record.gap': calls.Gap,
} as const

export type FactKind = keyof typeof factSchemas
export type FactBody<K extends FactKind> = z.infer<(typeof factSchemas)[K]>

/** A fact as a tool or the guard states it, before redaction. */
export type Fact = { [K in FactKind]: { readonly kind: K; readonly body: FactBody<K> } }[FactKind]
