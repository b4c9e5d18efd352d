import { recoveryOf } from '../../documents/metrics.ts'
import { resolutionOf } from '../../documents/known.ts'
import type { Missing } from '../../documents/missing.ts'
import type { Incident } from '../../domain/incident.ts'
import { isOpen } from '../../domain/incident/asks.ts'
import { openBreaking } from '../../domain/incident/glass.ts'
import { requestsOf } from '../../domain/request.ts'
import type { Severity } from '../../domain/severity.ts'
import { instantMs } from '../../domain/time.ts'

/** What the checks look at beside the incident. */
export interface Now {
  readonly nowMs: number
  readonly mttrMs: Readonly<Record<Severity, number>>
}

const wrapupWhat = 'wrap-up, rendered after the resolution'
const unsettled: ReadonlySet<string> = new Set(['proposed', 'granted', 'applying', 'unknown'])

type Check = (incident: Incident, now: Now) => readonly Missing[]

/** Minutes from detection to recovery, rounded, beside the policy's; null where recovery is not dated after detection. */
export function recoveryMinutes(
  incident: Incident,
  { mttrMs }: Pick<Now, 'mttrMs'>,
): { readonly took: number | null; readonly policy: number } {
  const { tookMs } = recoveryOf(incident)
  const took = tookMs === undefined ? null : Math.round(tookMs / 60_000)
  return { took, policy: Math.round(mttrMs[incident.severity] / 60_000) }
}

/** What has to be done before a case ends, in the order in which it is best done. Another check is a line here. */
const checks: readonly Check[] = [
  resolution,
  unsettledRequests,
  openGlass,
  acknowledgement,
  lateAsks,
  followUp,
  wrapup,
]

/** What still stands between the incident and its end; empty when it may be closed (G7). */
export function missingToClose(incident: Incident, now: Now): readonly Missing[] {
  return checks.flatMap((check) => check(incident, now))
}

function resolution(incident: Incident, now: Now): readonly Missing[] {
  if (resolutionOf(incident) && recoveryMinutes(incident, now).took !== null) return []
  return [
    {
      what: 'resolution, dated after the detection',
      why: 'A case ends after it is resolved, and MTTR is measured to the moment of recovery.',
      how: 'record_note with type decision and text that begins with "Resolved:", and at for the moment of recovery.',
    },
  ]
}

function unsettledRequests(incident: Incident): readonly Missing[] {
  const open = requestsOf(incident).filter(({ state }) => unsettled.has(state))
  return open.map(({ id, state, proposal }) => ({
    what: `outcome of ${id}, which is ${state}`,
    why: 'Nothing may still change production or be said to customers once the case is closed.',
    how:
      state === 'proposed'
        ? `${proposal.tool} with the request and withdraw, or wait for the decision.`
        : `${proposal.tool} with the request alone${state === 'granted' ? ', or with withdraw' : '; Baton reads the target back'}.`,
  }))
}

function openGlass({ id, glass }: Incident): readonly Missing[] {
  if (!openBreaking(glass)) return []
  return [
    {
      what: 'countersignature of the broken glass',
      why: 'What was done under break-glass is read and signed by a second person.',
      how: `A second person signs in a terminal: baton countersign ${id} --reason "..."`,
    },
  ]
}

/** Closing ends the paging, so it must not be the way around it (G10). */
function acknowledgement({ id, handoff, acknowledgement: taken }: Incident): readonly Missing[] {
  if (!handoff || taken) return []
  return [
    {
      what: 'acknowledgement of the handoff',
      why: 'Somebody was asked to take over and has not answered.',
      how: `The receiver signs in a terminal: baton acknowledge ${id} --read-back "what you took over"`,
    },
  ]
}

/** An open ask with a time ahead is a follow-up; one past its time is nobody's plan. */
function lateAsks({ asks }: Incident, { nowMs }: Now): readonly Missing[] {
  return asks
    .filter((ask) => isOpen(ask) && (instantMs(ask.due) ?? 0) < nowMs)
    .map(({ id, state }) => ({
      what: `follow-up for ${id}, which is ${state} and past its time`,
      why: 'What stays open after the case needs an owner and a time that lies ahead.',
      how: 'assign_ask with ask and to: verified by another, reassigned with a new due, or dropped with the reason.',
    }))
}

/** "Schedule follow-ups if MTTR exceeds policy thresholds": an ask of that role, agreed on after the recovery. */
function followUp(incident: Incident, now: Now): readonly Missing[] {
  const { took, policy } = recoveryMinutes(incident, now)
  const resolved = resolutionOf(incident)
  const isPlanned = incident.asks.some(
    ({ role, state, seq }) =>
      role === 'follow_up' && state !== 'dropped' && seq > (resolved?.seq ?? Infinity),
  )
  if (took === null || took <= policy || isPlanned) return []
  return [
    {
      what: `follow-up on a recovery of ${took} minutes, above the policy of ${policy}`,
      why: `Recovery of a ${incident.severity} took longer than the policy allows.`,
      how: 'assign_ask with role follow_up, what would have shortened it, one owner and due.',
    },
  ]
}

/** True for the last thing that is missing, which has demands of its own. */
export function isWrapup({ what }: Missing): boolean {
  return what === wrapupWhat
}

function wrapup(incident: Incident): readonly Missing[] {
  const resolved = resolutionOf(incident)
  const isWritten = incident.documents.some(
    ({ document, seq }) => document === 'wrapup' && seq > (resolved?.seq ?? Infinity),
  )
  if (isWritten) return []
  return [
    {
      what: wrapupWhat,
      why: 'Receivers and reviewers read the wrap-up, not the record.',
      how: 'render_packet with document wrapup.',
    },
  ]
}
