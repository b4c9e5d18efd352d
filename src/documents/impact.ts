import type { Incident } from '../domain/incident.ts'
import type { Service } from '../domain/service.ts'
import { toMinute } from '../domain/time.ts'
import { count, cut, percent } from './figures.ts'
import { asMinute, minuteOr } from './instants.ts'
import { newestFinding } from './known.ts'
import { type Phase, rateOf } from './phases.ts'

/** One number with the instant it is true of and where it comes from. */
export interface FigureView {
  readonly figure: string
  readonly value: string
  readonly asOf: string
  readonly source: string
}

export interface FindingView {
  readonly tool: string
  readonly statement: string
  readonly query: string
  readonly from: string
  readonly to: string
  readonly region: string
  readonly asOf: string
}

export interface PhaseView {
  readonly phase: string
  readonly from: string
  readonly to: string
  readonly requests: string
  readonly errors: string
  readonly rate: string
}

const mostValues = 16
const mostFindings = 8

/** Monthly active users of the incident's services; null when the configuration names none. */
export function monthlyUsers(incident: Incident, services: readonly Service[]): number | null {
  const counts = services
    .filter(({ name }) => incident.services.includes(name))
    .flatMap(({ mau }) => (mau === null ? [] : [mau]))
  return counts.length === 0 ? null : counts.reduce((sum, mau) => sum + mau, 0)
}

/** Impact at opening, then what the newest log and change findings measured. */
export function figuresOf(incident: Incident, services: readonly Service[]): readonly FigureView[] {
  const { impact } = incident
  const asOf = minuteOr(impact.asOf, 'unknown')
  const opening = (figure: string, value: string): FigureView => ({
    figure,
    value,
    asOf,
    source: 'open_incident',
  })
  const mau = monthlyUsers(incident, services)
  const exceeded = impact.budgetExceeded
  return [
    opening('Error rate', percent(impact.errorRate)),
    opening('Error rate before', percent(impact.baselineErrorRate)),
    opening('Affected users', count(impact.affectedUsers)),
    { ...opening('Monthly active users of these services', count(mau)), source: 'configuration' },
    opening('Burn rate of the error budget', count(impact.burnRate)),
    opening('Error budget exceeded', exceeded === null ? 'unknown' : exceeded ? 'yes' : 'no'),
    ...['query_logs', 'list_deployments'].flatMap((tool) => findingFigures(incident, tool)),
  ]
}

function findingFigures(incident: Incident, tool: string): readonly FigureView[] {
  const finding = newestFinding(incident, tool)
  if (!finding) return []
  const asOf = minuteOr(finding.asOf, 'unknown')
  return Object.entries(finding.values)
    .filter(([, value]) => value !== null)
    .slice(0, mostValues)
    .map(([key, value]) => ({ figure: words(key), value: shown(key, value), asOf, source: tool }))
}

/** The newest findings, each query once, oldest first. */
export function findingsOf(incident: Incident): readonly FindingView[] {
  const byQuery = new Map(incident.findings.map((each) => [`${each.tool} ${each.query}`, each]))
  return [...byQuery.values()]
    .toSorted((a, b) => a.seq - b.seq)
    .slice(-mostFindings)
    .map((finding) => ({
      tool: finding.tool,
      statement: finding.statement,
      query: finding.query,
      from: minuteOr(finding.window.from, 'unknown'),
      to: minuteOr(finding.window.to, 'unknown'),
      region: finding.region,
      asOf: minuteOr(finding.asOf, 'unknown'),
    }))
}

/** What no finding knows: sources that were down, partial or not configured; each once. */
export function gapsOf(incident: Incident): readonly string[] {
  const gaps = incident.findings.flatMap((finding) =>
    finding.gaps.map(({ source, reason }) => `${finding.tool}, ${source}: ${reason}`),
  )
  return [...new Set(gaps)].slice(0, 20)
}

/** Error rates before, during and after, for the table of deltas. */
export function phaseViews(phases: readonly Phase[]): readonly PhaseView[] {
  return phases.map((phase) => ({
    phase: phase.name,
    from: toMinute(phase.fromMs),
    to: toMinute(phase.toMs),
    requests: count(phase.total),
    errors: count(phase.errors),
    rate: percent(rateOf(phase)),
  }))
}

/** The newest known error rate with its instant: of the last phase, else of the newest log finding, else at opening. */
export function currentRate(incident: Incident, phases: readonly Phase[]): string {
  const latest = phases.at(-1)
  if (latest && latest.name !== 'before') {
    return `${percent(rateOf(latest))} as of ${toMinute(latest.toMs)}`
  }
  const finding = newestFinding(incident, 'query_logs')
  const measured = finding?.values['errorRate']
  return typeof measured === 'number'
    ? `${percent(measured)} as of ${minuteOr(finding?.asOf, 'unknown')}`
    : `${percent(incident.impact.errorRate)} as of ${minuteOr(incident.impact.asOf, 'unknown')}`
}

function words(key: string): string {
  const spaced = key
    .replace(/[_.-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return cut(spaced.charAt(0).toUpperCase() + spaced.slice(1), 60)
}

function shown(key: string, value: string | number | null): string {
  if (typeof value === 'string') return asMinute(value) ?? cut(value, 160)
  if (value === null) return 'unknown'
  return /(?:rate|ratebefore|share)$/i.test(key) && !/burn/i.test(key) && value >= 0 && value <= 1
    ? percent(value)
    : count(value)
}
