import { decisionsAgainst, standingChanges } from '../../documents/known.ts'
import { missingFor } from '../../documents/missing.ts'
import type { DocumentKind } from '../../domain/facts/handoff.ts'
import type { Incident } from '../../domain/incident.ts'
import { isLate, isOpen } from '../../domain/incident/asks.ts'
import { requestsOf } from '../../domain/request.ts'
import { instantMs, toIso } from '../../domain/time.ts'
import { type Now, isWrapup, missingToClose } from './missing-to-close.ts'

interface Step {
  readonly say: string | ((incident: Incident, nowMs: number) => string)
  isDue(incident: Incident, nowMs: number): boolean
}

const found = (incident: Incident, tool: string): boolean =>
  incident.findings.some((finding) => finding.tool === tool)

const requestIn = (incident: Incident, ...states: readonly string[]): boolean =>
  requestsOf(incident).some(({ state }) => states.includes(state))

/** The tool by which the first such request goes on. */
function toolOf(incident: Incident, ...states: readonly string[]): string {
  const request = requestsOf(incident).find(({ state }) => states.includes(state))
  return request?.proposal.tool ?? 'its tool'
}

/** When the newest change was applied; undefined when none was. */
function appliedMs({ requests }: Incident): number | undefined {
  return requests
    .flatMap(({ state, outcome }) =>
      state === 'applied' && outcome ? (instantMs(outcome.at) ?? []) : [],
    )
    .toSorted((a, b) => a - b)
    .at(-1)
}

/** True until the logs were looked at from the moment of the newest change on. */
function isUnmeasured(incident: Incident, nowMs: number): boolean {
  const sinceMs = appliedMs(incident)
  return (
    sinceMs !== undefined &&
    sinceMs < nowMs &&
    !incident.findings.some(
      ({ tool, window }) => tool === 'query_logs' && (instantMs(window.from) ?? 0) >= sinceMs,
    )
  )
}

/** True where it was decided that no change helps, and none stands. */
function isUnmitigated(incident: Incident): boolean {
  return decisionsAgainst(incident).length > 0 && standingChanges(incident).length === 0
}

/** The playbooks in order; the first step that is due is the next best one. */
const steps: readonly Step[] = [
  {
    say: 'An update is overdue: publish_update with audience internal goes out at once; customers wait for a grant. One that a person sent by hand: record_note with type update_sent.',
    isDue: ({ updateOverdue }) => updateOverdue,
  },
  {
    say: (incident) =>
      `A granted request waits: apply it with ${toolOf(incident, 'granted')} and its request id; the grant lapses after 10 minutes.`,
    isDue: (incident) => requestIn(incident, 'granted'),
  },
  {
    say: (incident) =>
      `The outcome of a request is unknown: call ${toolOf(incident, 'unknown', 'applying')} with its request id, and Baton reads back what became of it.`,
    isDue: (incident) => requestIn(incident, 'unknown', 'applying'),
  },
  {
    say: 'query_logs: onset, new patterns, affected users.',
    isDue: (incident) => !found(incident, 'query_logs'),
  },
  {
    say: 'list_deployments: what changed before the onset.',
    isDue: (incident) => !found(incident, 'list_deployments'),
  },
  {
    say: (incident, nowMs) =>
      `Did the change help? query_logs with incident=${incident.id} from=${toIso(appliedMs(incident) ?? nowMs)} to=${toIso(nowMs)}; compare the error rate.`,
    isDue: isUnmeasured,
  },
  {
    say: 'A request waits for a person to decide (baton inbox); meanwhile reproduce or gather evidence.',
    isDue: (incident) => requestIn(incident, 'proposed') && incident.reproductions.length > 0,
  },
  {
    say: 'Reproduce with sanitised data, then record_reproduction.',
    isDue: (incident) => incident.reproductions.length === 0,
  },
  {
    say: 'Nothing could be mitigated: update_incident with workaround or eta and its owner, then render_packet with document update for the fallback message.',
    isDue: (incident) =>
      incident.workaround === null && incident.eta === null && isUnmitigated(incident),
  },
  {
    say: 'The estimate has passed: ask its owner, then update_incident with eta and etaOwner, or withdraw it with none.',
    isDue: ({ eta }, nowMs) => eta !== null && (instantMs(eta.at) ?? 0) <= nowMs,
  },
  {
    say: ({ asks }, nowMs) =>
      `${asks.find((ask) => isLate(ask, nowMs))?.id} is past its time: ask its owner, then assign_ask with ask and to done, or reassigned with a new due.`,
    isDue: ({ asks }, nowMs) => asks.some((ask) => isLate(ask, nowMs)),
  },
]

/** One sentence: what to do next and with which tool. */
export function nextStep(incident: Incident, now: Now): string {
  const { nowMs } = now
  if (incident.closing) return afterClosing(incident)
  if (incident.resolvedAt !== null) return towardsClosing(incident, now)
  const due = steps.find((step) => step.isDue(incident, nowMs))
  if (due) return typeof due.say === 'string' ? due.say : due.say(incident, nowMs)
  const packet = towards('packet', incident, nowMs)
  if (packet !== undefined) return packet
  if (!incident.acknowledgement) return `${shareWords(incident)}${acceptWords(incident)}`
  return (
    followWords(incident) ??
    'Engineering has acknowledged. Once it is resolved: record_note with type decision and text that begins with "Resolved:", then render_packet with document wrapup, then close_incident.'
  )
}

function towardsClosing(incident: Incident, now: Now): string {
  const [first] = missingToClose(incident, now)
  if (!first) return 'Everything is settled: close_incident with resolution, suspect and next.'
  if (!isWrapup(first)) return `Before it can be closed: ${first.what}: ${first.how}`
  return towards('wrapup', incident, now.nowMs) ?? first.how
}

function afterClosing({ asks }: Incident): string {
  const open = asks.find(isOpen)
  return open
    ? `Closed; the follow-up ${open.id} is still ${open.state}: assign_ask with ask and to moves it on.`
    : 'Closed, nothing is left to do; a relapse is a new incident.'
}

/** Whose acceptance is still to be confirmed before the packet is counted as handed over. */
function acceptWords({ asks }: Incident): string {
  const waiting = asks.filter(({ state }) => state === 'assigned').map(({ id }) => id)
  if (waiting.length === 0) return ''
  return `. Let the owners of ${waiting.join(', ')} accept, then assign_ask with ask and to accepted`
}

/** How the first open ask goes on. */
function followWords({ asks }: Incident): string | undefined {
  const ask = asks.find(isOpen)
  if (!ask) return undefined
  if (ask.state === 'done') {
    return `${ask.id} is done: let somebody else verify it, then assign_ask with ask, to verified and owner.`
  }
  return ask.state === 'assigned'
    ? `Confirm with its owner that ${ask.id} is accepted, then assign_ask with ask and to accepted.`
    : undefined
}

function shareWords({ id }: Incident): string {
  return `Share the packet; the receiver runs: baton acknowledge ${id} --read-back "what you took over"`
}

/** What the document still lacks, else the call that renders it; undefined once it was rendered. */
function towards(document: DocumentKind, incident: Incident, nowMs: number): string | undefined {
  const [missing] = missingFor(document, incident, nowMs)
  if (missing) return `For the ${document}: ${missing.what}: ${missing.how}`
  return incident.documents.some((each) => each.document === document)
    ? undefined
    : `Everything is there: render_packet with document ${document}.`
}
