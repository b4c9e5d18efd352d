import { missingFor } from '../../documents/missing.ts'
import type { DocumentKind } from '../../domain/facts/handoff.ts'
import type { Incident } from '../../domain/incident.ts'
import { instantMs, toIso } from '../../domain/time.ts'

interface Step {
  readonly say: string | ((incident: Incident, nowMs: number) => string)
  isDue(incident: Incident, nowMs: number): boolean
}

const found = (incident: Incident, tool: string): boolean =>
  incident.findings.some((finding) => finding.tool === tool)

const requestIn = (incident: Incident, ...states: readonly string[]): boolean =>
  incident.requests.some(({ state }) => states.includes(state))

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

/** The playbooks in order; the first step that is due is the next best one. */
const steps: readonly Step[] = [
  {
    say: 'An update is overdue: send one, then record_note with type update_sent.',
    isDue: ({ updateOverdue }) => updateOverdue,
  },
  {
    say: 'A granted change waits: apply it with toggle_flag_with_approval and its request id; the grant lapses after 10 minutes.',
    isDue: (incident) => requestIn(incident, 'granted'),
  },
  {
    say: 'The outcome of a change is unknown: call toggle_flag_with_approval with its request id, and Baton reads the target back.',
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
]

/** One sentence: what to do next and with which tool. */
export function nextStep(incident: Incident, nowMs: number): string {
  const { resolvedAt, acknowledgement } = incident
  if (resolvedAt !== null && !requestIn(incident, 'unknown', 'applying')) {
    return (
      towards('wrapup', incident, nowMs) ??
      (incident.state === 'handed_off'
        ? shareWords(incident)
        : 'Resolved and wrapped up: no update is due; carry the next steps of the wrap-up through.')
    )
  }
  const due = steps.find((step) => step.isDue(incident, nowMs))
  if (due) return typeof due.say === 'string' ? due.say : due.say(incident, nowMs)
  const packet = towards('packet', incident, nowMs)
  if (packet !== undefined) return packet
  return acknowledgement
    ? 'Engineering has acknowledged. Once it is resolved: record_note with type decision and text that begins with "Resolved:", then render_packet with document wrapup.'
    : shareWords(incident)
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
