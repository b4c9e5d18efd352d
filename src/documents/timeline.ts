import type { Incident } from '../domain/incident.ts'
import type { ChangeRequest } from '../domain/request.ts'
import { instantMs, toMinute } from '../domain/time.ts'
import { openedCommander, person, signedMoments, underGlass } from './acts.ts'
import { cited } from './evidence.ts'
import { cut } from './figures.ts'
import {
  type NoteType,
  alertOf,
  decisionsAgainst,
  escalationTicketOf,
  linkOf,
  onsetFindingOf,
  onsetOf,
  regionOr,
  regionsOf,
  reportOf,
  saysSomething,
} from './known.ts'
import { publicationViews } from './publications.ts'
import { milestoneOf, openedSeverity, revisionWords } from './revisions.ts'

/** One row of the timeline table; `link` is printed after the notes, empty for none. */
export interface TimelineRow {
  readonly milestone: string
  readonly at: string
  readonly owner: string
  readonly region: string
  readonly notes: string
  readonly link: string
}

interface Moment extends Omit<TimelineRow, 'at'> {
  readonly atMs: number
}

const noteMilestones: Partial<Record<NoteType, string>> = {
  decision: 'Decision',
  blocker: 'Blocker',
  promise: 'Promise',
  update_sent: 'Update',
}

const longestNote = 240

/**
 * The timeline, oldest first. Handing off is the last row: the handoff note's, or `handoffAtMs` when the document itself is
 * the handoff; null leaves the row out.
 */
export function timelineRows(
  incident: Incident,
  handoffAtMs: number | null,
): readonly TimelineRow[] {
  const moments = [
    ...intake(incident),
    ...revised(incident),
    ...signedMoments(incident),
    ...incident.requests.flatMap((request) => changeMoments(incident, request)),
    ...publicationViews(incident).map(({ text, ...row }) => ({ ...row, notes: text, link: '' })),
    ...noted(incident),
    ...reported(incident),
    ...handover(incident, handoffAtMs),
    ...closed(incident),
  ]
  return moments
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ atMs, ...row }) => ({ ...row, at: toMinute(atMs), notes: cut(row.notes, longestNote) }))
}

/** Milestones of the template that the incident has not reached. */
export function openMilestones(rows: readonly TimelineRow[]): readonly string[] {
  return ['Detection', 'Triage', 'Mitigation', 'Handoff'].filter(
    (name) => !rows.some(({ milestone }) => milestone === name),
  )
}

function intake(incident: Incident): Moment[] {
  const region = regionsOf(incident).join(', ') || 'unknown'
  const onset = onsetOf(incident)
  const commander = openedCommander(incident) ?? 'nobody on the rota'
  return [
    ...(onset === undefined
      ? []
      : [moment(onset, 'Onset', 'Baton (query_logs)', region, onsetWords(incident))]),
    moment(
      instantMs(incident.detectedAt) ?? 0,
      'Detection',
      `${incident.support} (Support On-Call)`,
      region,
      `Alert source: ${alertOf(incident) ?? 'not recorded'}. Customer report: ${reportOf(incident) ?? 'not recorded'}.`,
    ),
    moment(
      instantMs(incident.openedAt) ?? 0,
      'Triage',
      `${commander} (Incident Commander)`,
      region,
      `${openedSeverity(incident)}, affected regions: ${region}. ${sentence(incident.reasons.join('; '))}`,
    ),
  ]
}

/** Each revision with who stated it; a change of severity is a moment of its own. */
function revised(incident: Incident): Moment[] {
  const region = regionsOf(incident).join(', ') || 'unknown'
  return incident.revisions.map((revision) =>
    moment(
      instantMs(revision.at) ?? 0,
      milestoneOf(revision),
      person(revision),
      region,
      sentence(revisionWords(revision)),
    ),
  )
}

function closed(incident: Incident): Moment[] {
  const { closing } = incident
  if (!closing) return []
  const region = regionsOf(incident).join(', ') || 'unknown'
  const text = sentence(`resolution: ${closing.resolution}`)
  return [moment(instantMs(closing.at) ?? 0, 'Closed', closing.by, region, text)]
}

/** What began at the onset: the errors, or a change in the number of requests. */
function onsetWords(incident: Incident): string {
  const { onsetSignal, ratio } = onsetFindingOf(incident)?.values ?? {}
  if (onsetSignal !== 'volume') return 'Errors began, measured from logs.'
  const moved = typeof ratio === 'number' && ratio < 1 ? 'fell' : 'rose'
  return `The number of requests ${moved}, measured from logs; the error rate did not change.`
}

/** With a capital and a full stop. */
function sentence(text: string): string {
  const ended = text === '' || /[.!?]$/.test(text) ? text : `${text}.`
  return ended.charAt(0).toUpperCase() + ended.slice(1)
}

function changeMoments(incident: Incident, request: ChangeRequest): Moment[] {
  const { proposal, decision, outcome, state, id } = request
  const region = regionOr(incident, proposal.region)
  const change = `${proposal.target} to ${JSON.stringify(proposal.to)} in ${proposal.environment}`
  const moments: Moment[] = []
  if (decision) {
    const milestone = decision.decision === 'granted' ? 'Approval' : 'Denial'
    const under = underGlass(incident, request)
    moments.push(
      moment(
        instantMs(decision.at) ?? 0,
        milestone,
        person({ by: decision.approver, simulated: decision.simulated }),
        region,
        `${change}, change ID ${id}${under && `, ${under}`}. ${decision.reason}`,
      ),
    )
  }
  if (outcome) {
    const did = proposal.inverseOf === null ? 'Mitigation' : 'Rollback'
    const milestone = state === 'applied' ? did : `${did} ${state}`
    const owner = `${proposal.requester} (Support Engineer)`
    const text = `Set ${change}, change ID ${id}. ${outcome.reason ?? ''}`
    moments.push(moment(instantMs(outcome.at) ?? 0, milestone, owner, region, text.trim()))
  }
  return moments
}

function noted(incident: Incident): Moment[] {
  const against = new Set(decisionsAgainst(incident).map(({ seq }) => seq))
  const notes = incident.notes.flatMap((note) => {
    const milestone = noteMilestones[note.type]
    if (milestone === undefined || !saysSomething(note.text)) return []
    const region = regionOr(incident, note.region)
    const row = moment(
      instantMs(note.at) ?? 0,
      against.has(note.seq) ? 'Mitigation' : milestone,
      note.owner,
      region,
    )
    return [{ ...row, notes: note.text, link: cited(incident, linkOf(note.link) ?? '') }]
  })
  const runs = incident.reproductions.map((run) =>
    moment(
      instantMs(run.at) ?? 0,
      'Reproduction',
      incident.support,
      regionOr(incident, run.region),
      sentence(`${run.result.replace('_', ' ')} in ${run.environment}, build ${run.build}`),
    ),
  )
  return [...notes, ...runs]
}

/** What somebody is said to have changed, at the time when they did. */
function reported(incident: Incident): Moment[] {
  return incident.reports.map(({ startedAt, kind, service, region, notes }) =>
    moment(
      instantMs(startedAt) ?? 0,
      'Change',
      `said to ${incident.support}`,
      regionOr(incident, region ?? 'unknown'),
      sentence([kind, service && `in ${service}`, `by hand: ${notes}`].filter(Boolean).join(' ')),
    ),
  )
}

function handover(incident: Incident, handoffAtMs: number | null): Moment[] {
  const region = regionsOf(incident).join(', ') || 'unknown'
  const { handoff, acknowledgement, escalations } = incident
  const moments = escalations.map((each) =>
    moment(
      instantMs(each.recordedAt) ?? 0,
      'Escalation',
      each.person ?? each.role,
      region,
      `${each.severity}, level ${each.level}: ${each.reason}`,
    ),
  )
  const atMs = (handoff && instantMs(handoff.at)) ?? handoffAtMs
  if (atMs !== null && atMs !== undefined) {
    const owner = `${handoff?.owner ?? incident.support} (Support Engineer)`
    const row = moment(atMs, 'Handoff', owner, region, 'Escalation ticket:')
    moments.push({ ...row, link: escalationTicketOf(incident) ?? 'not recorded' })
  }
  if (acknowledgement) {
    const { recordedAt } = acknowledgement
    const by = person(acknowledgement)
    const text = 'Receiver took ownership and read the packet back.'
    moments.push(moment(instantMs(recordedAt) ?? 0, 'Acknowledgement', by, region, text))
  }
  return moments
}

function moment(
  atMs: number,
  milestone: string,
  owner: string,
  region: string,
  notes = '',
): Moment {
  return { atMs, milestone, owner, region, notes, link: '' }
}
