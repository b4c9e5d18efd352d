import * as z from 'zod'

import * as calls from './facts/call.ts'
import * as changes from './facts/change.ts'
import * as handoffs from './facts/handoff.ts'
import * as incidents from './facts/incident.ts'

/** Every kind of entry and the shape of its body. Stored text is already redacted; instants are full ISO with `Z`. */
export const factSchemas = {
  'call.asked': calls.Asked,
  'call.answered': calls.Answered,
  'call.refused': calls.Refused,
  'incident.opened': incidents.Opened,
  'note.recorded': incidents.Note,
  'finding.recorded': incidents.Finding,
  'reproduction.recorded': incidents.Reproduction,
  'change.proposed': changes.Proposed,
  'change.decided': changes.Decided,
  'change.withdrawn': changes.Withdrawn,
  'change.applying': changes.Applying,
  'change.applied': changes.Applied,
  'change.failed': changes.Failed,
  'change.unknown': changes.Unknown,
  'document.rendered': handoffs.Rendered,
  'handoff.acknowledged': handoffs.Acknowledged,
  'escalation.sent': handoffs.Escalated,
  'escalation.failed': handoffs.EscalationFailed,
  'record.gap': calls.Gap,
} as const

export type FactKind = keyof typeof factSchemas
export type FactBody<K extends FactKind> = z.infer<(typeof factSchemas)[K]>

/** A fact as a tool or the guard states it, before redaction. */
export type Fact = { [K in FactKind]: { readonly kind: K; readonly body: FactBody<K> } }[FactKind]
