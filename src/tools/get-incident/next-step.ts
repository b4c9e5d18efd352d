import { missingFor } from '../../documents/missing.ts'
import type { Incident } from '../../domain/incident.ts'

interface Step {
  readonly say: string
  isDue(incident: Incident, nowMs: number): boolean
}

const found = (incident: Incident, tool: string): boolean =>
  incident.findings.some((finding) => finding.tool === tool)

const requestIn = (incident: Incident, ...states: readonly string[]): boolean =>
  incident.requests.some(({ state }) => states.includes(state))

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
  const due = steps.find((step) => step.isDue(incident, nowMs))
  if (due) return due.say
  const [missing] = missingFor('packet', incident, nowMs)
  if (missing) return `For the packet: ${missing.what}: ${missing.how}`
  if (!incident.documents.some(({ document }) => document === 'packet')) {
    return 'Everything is there: render_packet.'
  }
  return incident.acknowledgement
    ? 'Engineering has acknowledged; render_packet wrapup once it is resolved.'
    : 'Share the packet and have the receiver run baton acknowledge.'
}
