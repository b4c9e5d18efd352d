import type { Incident } from '../domain/incident.ts'
import type { Service } from '../domain/service.ts'
import { count, cut, percent } from './figures.ts'
import { currentRate, monthlyUsers } from './impact.ts'
import { minuteOr } from './instants.ts'
import {
  asksOf,
  dataLossOf,
  newestFinding,
  noMitigationOf,
  notesOf,
  regionsOf,
  resolutionOf,
  standingChanges,
} from './known.ts'
import type { Phase } from './phases.ts'

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
    `${incident.severity} in ${incident.environment} since ${minuteOr(incident.detectedAt, 'unknown')}: ${cut(incident.title, 200)}.`,
    `Blast radius: ${blastRadius(incident, services)}.`,
    `Current status: ${statusOf(incident, phases)}.`,
  ]
}

/** Twelve lines that a reader can act on without scrolling. */
export function summaryBox(
  incident: Incident,
  services: readonly Service[],
  phases: readonly Phase[],
): readonly SummaryLine[] {
  const { impact } = incident
  const [ask] = asksOf(incident)
  const users = `${count(impact.affectedUsers)} of ${count(monthlyUsers(incident, services))} monthly active users`
  const rate = `${currentRate(incident, phases)}, ${percent(impact.errorRate)} at opening, ${percent(impact.baselineErrorRate)} before`
  return [
    line('Incident', `${incident.id}, ${incident.state.replace('_', ' ')}`),
    line('What', cut(incident.title, 160)),
    line('Severity', `${incident.severity}: ${cut(incident.reasons.join('; '), 160)}`),
    line(
      'Where',
      `${incident.services.join(', ') || 'unknown service'} in ${incident.environment}, ${regionsOf(incident).join(', ') || 'unknown'}`,
    ),
    line('Since', minuteOr(incident.detectedAt, 'unknown')),
    line('Error rate', rate),
    line('Affected users', users),
    line('Status', cut(statusOf(incident, phases), 200)),
    line('Prime suspect', cut(suspectOf(incident), 200)),
    line('Data loss', dataLossOf(incident)?.answer ?? 'unknown'),
    line(
      'First ask',
      ask ? `${cut(ask.text, 160)} (${ask.owner}, due ${minuteOr(ask.due, 'unknown')})` : 'none',
    ),
    line('Next update due', `${minuteOr(incident.nextUpdateDue, 'unknown')}, ${incident.support}`),
  ]
}

/** What stands between customers and normal operation now, in one clause. */
export function statusOf(incident: Incident, phases: readonly Phase[]): string {
  const resolution = resolutionOf(incident)
  if (resolution) return `resolved at ${minuteOr(resolution.at, 'unknown')}`
  const rate = `error rate ${currentRate(incident, phases)}`
  const change = standingChanges(incident).at(-1)
  if (change) {
    const { target, to } = change.proposal
    return `mitigated by ${change.id} (${target} to ${JSON.stringify(to)}) at ${minuteOr(change.outcome?.at, 'unknown')}, ${rate}, cause not yet fixed`
  }
  const none = noMitigationOf(incident)
  return `not mitigated, ${rate}${none ? `; ${cut(none.text, 120)}` : ''}`
}

/** The newest hypothesis, else what list_deployments ranked first. */
export function suspectOf(incident: Incident): string {
  return (
    notesOf(incident, 'hypothesis').at(-1)?.text ??
    newestFinding(incident, 'list_deployments')?.statement ??
    'none recorded'
  )
}

function blastRadius(incident: Incident, services: readonly Service[]): string {
  const { impact, segments } = incident
  const parts = [
    `${incident.services.join(', ') || 'unknown service'} in ${regionsOf(incident).join(', ') || 'unknown'}`,
    `${percent(impact.errorRate)} of requests failed as of ${minuteOr(impact.asOf, 'unknown')}`,
    `${count(impact.affectedUsers)} affected users of ${count(monthlyUsers(incident, services))} monthly active`,
  ]
  if (segments.length > 0) parts.push(`segments ${segments.join(', ')}`)
  return parts.join(', ')
}

function line(label: string, text: string): SummaryLine {
  return { label, text: text === '' ? 'unknown' : text }
}
