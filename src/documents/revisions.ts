import type { Incident } from '../domain/incident.ts'
import type { Present, Revision } from '../domain/incident/revisions.ts'
import { severityMoments } from '../domain/incident/due.ts'
import type { Severity } from '../domain/severity.ts'
import { instantMs } from '../domain/time.ts'
import { person } from './acts.ts'
import { cut } from './figures.ts'
import { minuteOr } from './instants.ts'

const labels: Readonly<Record<keyof Present, string>> = {
  severity: 'Severity',
  impactWords: 'Impact',
  services: 'Services',
  regions: 'Regions',
  segments: 'Segments',
  window: 'Window',
  workaround: 'Workaround',
  eta: 'ETA',
}

type Value = Present[keyof Present] | undefined

const longestValue = 80

/** What kind of moment a revision is in the timeline; the first that it touches. */
const milestones: readonly (readonly [keyof Present, string])[] = [
  ['severity', 'Severity'],
  ['eta', 'Estimate'],
  ['workaround', 'Workaround'],
]

export function milestoneOf({ to }: Revision): string {
  return milestones.find(([field]) => field in to)?.[1] ?? 'Scope'
}

/** Every value before and after, and why, in one clause each. */
export function revisionWords({ from, to, reason }: Revision): string {
  const changes = (Object.keys(labels) as (keyof Present)[])
    .filter((field) => field in to)
    .map((field) => changeWords(labels[field], from[field], to[field]))
  return `${changes.join('; ')}. Reason: ${reason}`
}

function changeWords(label: string, from: Value, to: Value): string {
  if (from === null) return `${label}: ${shown(to)}`
  return to === null
    ? `${label} withdrawn, was ${shown(from)}`
    : `${label} ${shown(from)} to ${shown(to)}`
}

/** The severity with which it was opened. */
export function openedSeverity(incident: Incident): Severity {
  return severityMoments(incident)[0]!.severity
}

/** The revisions that moved the severity, oldest first. */
export function severityChanges({ revisions }: Incident): readonly Revision[] {
  return revisions.filter(({ to }) => to.severity !== undefined)
}

/** Why it has its severity: the reason of the newest change, else those of the opening. */
export function severityReason(incident: Incident): string {
  const change = severityChanges(incident).at(-1)
  if (!change) return incident.reasons.join('; ')
  return `${change.reason} (was ${change.from.severity}, changed by ${person(change)})`
}

/** Who last stated this value, and when. */
export function statedBy({ revisions }: Incident, field: keyof Present): Revision | undefined {
  return revisions.findLast(({ to }) => field in to)
}

/** The expected repair with its owner; undefined for none. Once it has passed, that is what is said. */
export function etaWords({ eta }: Incident, nowMs: number): string | undefined {
  if (eta === null) return undefined
  const at = minuteOr(eta.at, 'unknown')
  return (instantMs(eta.at) ?? 0) > nowMs
    ? `${at}, estimated by ${eta.owner}`
    : `${at} was estimated by ${eta.owner} and has passed`
}

function shown(value: Value): string {
  if (value === null || value === undefined) return 'none'
  if (typeof value === 'string') return cut(value, longestValue)
  if (Array.isArray(value)) return value.length === 0 ? 'none' : cut(value.join(', '), longestValue)
  if ('owner' in value) return `${minuteOr(value.at, 'unknown')} by ${value.owner}`
  return `${minuteOr(value.from, 'unknown')} until ${minuteOr(value.to, 'unknown')}`
}
