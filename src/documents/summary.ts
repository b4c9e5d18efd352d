import type { Incident } from '../domain/incident.ts'
import type { ChangeRequest } from '../domain/request.ts'
import type { Service } from '../domain/service.ts'
import { toMinute } from '../domain/time.ts'
import { cut } from './figures.ts'
import { openAsks } from './asks.ts'
import { usersWords } from './impact.ts'
import { minuteOr } from './instants.ts'
import {
  dataLossOf,
  decisionsAgainst,
  newestFinding,
  notesOf,
  onsetFindingOf,
  onsetOf,
  regionsOf,
  resolutionOf,
  standingChanges,
} from './known.ts'
import type { Phase } from './phases.ts'
import { currentClause, rateJourney } from './rates.ts'
import { severityReason } from './revisions.ts'

export interface SummaryLine {
  readonly label: string
  readonly text: string
}

/** Severity, blast radius and current status, in three sentences. */
export function sentencesOf(
  incident: Incident,
  services: readonly Service[],
  phases: readonly Phase[],
): readonly string[] {
  return [
    `${incident.severity} in ${incident.environment}, ${sinceWords(incident)}: ${cut(incident.title, 200)}.`,
    `Blast radius: ${blastRadius(incident, services, phases)}.`,
    `Current status: ${statusOf(incident, phases)}.`,
  ]
}

/** Twelve lines that a reader can act on without scrolling. */
export function summaryBox(
  incident: Incident,
  services: readonly Service[],
  phases: readonly Phase[],
): readonly SummaryLine[] {
  const [ask] = openAsks(incident)
  return [
    line('Incident', `${incident.id}, ${incident.state.replace('_', ' ')}`),
    line('What', cut(incident.title, 160)),
    line('Severity', `${incident.severity}: ${cut(severityReason(incident), 160)}`),
    line(
      'Where',
      `${incident.services.join(', ') || 'unknown service'} in ${incident.environment}, ${regionsOf(incident).join(', ') || 'unknown'}`,
    ),
    line('Since', sinceWords(incident)),
    line('Error rate', rateJourney(incident, phases)),
    line('Affected users', usersWords(incident, services)),
    line('Status', cut(statusOf(incident, phases), 200)),
    line('Prime suspect', cut(suspectOf(incident), 200)),
    line('Data loss', dataLossOf(incident)?.answer ?? 'unknown'),
    line(
      'First ask',
      ask ? `${cut(ask.text, 160)} (${ask.owner}, due ${minuteOr(ask.due, 'unknown')})` : 'none',
    ),
    line('Next update due', nextUpdateWords(incident)),
  ]
}

/** When the next update is due and who owes it; none once the incident is resolved. */
export function nextUpdateWords(incident: Incident): string {
  return (
    noFurtherUpdate(incident) ??
    `${minuteOr(incident.nextUpdateDue, 'unknown')}, owner ${incident.support}`
  )
}

/** The words that end the rhythm of updates; undefined while it goes on. */
export function noFurtherUpdate(incident: Incident): string | undefined {
  if (incident.resolvedAt === null) return undefined
  const { at } = resolutionOf(incident) ?? { at: incident.resolvedAt }
  return `none, resolved at ${minuteOr(at, 'unknown')}`
}

/** What stands between customers and normal operation now, in one clause. */
export function statusOf(incident: Incident, phases: readonly Phase[]): string {
  const rate = currentClause(incident, phases)
  const resolution = resolutionOf(incident)
  const change = standingChanges(incident).at(-1)
  if (resolution) {
    return `resolved at ${minuteOr(resolution.at, 'unknown')}, ${standingWords(incident, phases)}`
  }
  if (change) {
    const at = minuteOr(change.outcome?.at, 'unknown')
    return `mitigated by ${changeWords(change)} at ${at}, ${rate}, cause not yet fixed`
  }
  const none = decisionsAgainst(incident).at(-1)
  return `not mitigated, ${rate}${none ? `; ${cut(none.text, 120)}` : ''}`
}

/** What still holds after the resolution: the last change that stands, and the error rate. */
export function standingWords(incident: Incident, phases: readonly Phase[]): string {
  const change = standingChanges(incident).at(-1)
  const stands = change ? `${changeWords(change)} still stands, ` : ''
  return `${stands}${currentClause(incident, phases)}`
}

function changeWords({ id, proposal }: ChangeRequest): string {
  return `${id} (${proposal.target} to ${JSON.stringify(proposal.to)})`
}

/** The newest hypothesis, else what list_deployments ranked first. */
export function suspectOf(incident: Incident): string {
  return (
    notesOf(incident, 'hypothesis').at(-1)?.text ??
    newestFinding(incident, 'list_deployments')?.statement ??
    'none recorded'
  )
}

/** When it began, as far as that was measured, and when it was noticed. */
function sinceWords(incident: Incident): string {
  const detected = `detected ${minuteOr(incident.detectedAt, 'unknown')}`
  const onset = onsetOf(incident)
  const isVolume = onsetFindingOf(incident)?.values['onsetSignal'] === 'volume'
  if (onset === undefined) return detected
  return `${isVolume ? 'traffic changed' : 'errors began'} ${toMinute(onset)}, ${detected}`
}

function blastRadius(
  incident: Incident,
  services: readonly Service[],
  phases: readonly Phase[],
): string {
  const { segments } = incident
  const parts = [
    `${incident.services.join(', ') || 'unknown service'} in ${regionsOf(incident).join(', ') || 'unknown'}`,
    `error rate ${rateJourney(incident, phases)}`,
    `affected users ${usersWords(incident, services)}`,
  ]
  if (segments.length > 0) parts.push(`segments ${segments.join(', ')}`)
  return parts.join(', ')
}

function line(label: string, text: string): SummaryLine {
  return { label, text: text === '' ? 'unknown' : text }
}
