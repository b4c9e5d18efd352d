import type { Incident } from '../domain/incident.ts'
import { toMinute } from '../domain/time.ts'
import { glassViews, person } from './acts.ts'
import { askViews, openAsks } from './asks.ts'
import { span } from './figures.ts'
import { otherSuspectsOf } from './impact.ts'
import { minuteOr } from './instants.ts'
import { dataLossOf, regionsOf, resolutionOf } from './known.ts'
import { metricsOf, recoveryOf } from './metrics.ts'
import { attemptsOf } from './mitigation.ts'
import type { Facts } from './options.ts'
import { views } from './packet.ts'
import { ungrantedView } from './ungranted.ts'
import { phaseViews } from './rates.ts'
import { severityChanges } from './revisions.ts'
import { standingWords, suspectOf } from './summary.ts'

/** One response time with the two moments it lies between. */
export interface MetricView {
  readonly name: string
  readonly value: string
  readonly from: string
  readonly to: string
}

/** The response times as templates print them; MTTR with the policy, where one is given. */
function metricViews(incident: Incident, mttrMs: Facts['mttrMs']): readonly MetricView[] {
  const recovery = recoveryOf(incident).name
  const minute = (ms: number | undefined): string => (ms === undefined ? 'unknown' : toMinute(ms))
  return metricsOf(incident).map(({ name, fromMs, toMs, tookMs }) => {
    const took = span(tookMs ?? null)
    const policy = name === recovery ? mttrMs?.[incident.severity] : undefined
    const value = policy === undefined ? took : `${took}, ${policyWords(tookMs, policy)}`
    return { name, value, from: minute(fromMs), to: minute(toMs) }
  })
}

function policyWords(tookMs: number | undefined, policyMs: number): string {
  const policy = `the policy of ${span(policyMs)}`
  if (tookMs === undefined) return `not comparable with ${policy}`
  return tookMs > policyMs ? `above ${policy}` : `within ${policy}`
}

/** Everything the wrap-up prints. */
export function wrapupView(incident: Incident, facts: Facts): object {
  const resolution = resolutionOf(incident)
  const suspect = suspectOf(incident)
  return {
    incident: incident.id,
    severity: incident.severity,
    title: incident.title,
    asOf: toMinute(facts.nowMs),
    regions: regionsOf(incident).join(', ') || 'unknown',
    services: incident.services.join(', ') || 'unknown',
    standing: standingWords(incident, facts.phases),
    resolution: ended(resolution?.text.trim().replace(/^resolved\b[\s:,.;-]*/i, '') ?? ''),
    resolvedAt: minuteOr(resolution?.at, 'unknown'),
    metrics: metricViews(incident, facts.mttrMs),
    severityChanges: severityChanges(incident).map((change) => ({
      from: change.from.severity,
      to: change.to.severity,
      at: minuteOr(change.at, 'unknown'),
      by: person(change),
      reason: change.reason,
    })),
    closing: closingView(incident),
    phases: phaseViews(facts.phases),
    suspect,
    hypotheses: views(incident, 'hypothesis').filter(({ text }) => text !== suspect),
    ruledOut: views(incident, 'ruled_out'),
    attempts: attemptsOf(incident),
    ungranted: ungrantedView(incident),
    glass: glassViews(incident),
    dataLoss: dataLossOf(incident)?.answer ?? 'unknown',
    learnings: views(incident, 'learning'),
    proceduralGaps: views(incident, 'gap'),
    promises: views(incident, 'promise'),
    contingencies: views(incident, 'contingency'),
    asks: askViews(incident, openAsks(incident), facts.nowMs),
    timeline: incident.documents.some(({ document }) => document === 'timeline')
      ? 'timeline.md'
      : '',
    suspects: otherSuspectsOf(incident),
  }
}

/** How the case was closed; null while it is not. */
function closingView({ closing }: Incident): object | null {
  if (!closing) return null
  const { suspect, next, by, at } = closing
  return { suspect: ended(suspect), next: ended(next), by, at: minuteOr(at, 'unknown') }
}

function ended(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`
}
