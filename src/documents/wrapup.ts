import type { Incident } from '../domain/incident.ts'
import { instantMs, toMinute } from '../domain/time.ts'
import { span } from './figures.ts'
import { otherSuspectsOf } from './impact.ts'
import { minuteOr } from './instants.ts'
import { asksOf, dataLossOf, onsetOf, regionsOf, resolutionOf } from './known.ts'
import { attemptsOf } from './mitigation.ts'
import type { Facts } from './options.ts'
import { views } from './packet.ts'
import { phaseViews } from './rates.ts'
import { standingWords, suspectOf } from './summary.ts'

/** One response time with the two moments it lies between. */
export interface MetricView {
  readonly name: string
  readonly value: string
  readonly from: string
  readonly to: string
}

/** MTTD, MTTA, MTTM and MTTR of this incident; `unknown` where the record lacks one of the two moments. */
export function metricsOf(incident: Incident): readonly MetricView[] {
  const onset = onsetOf(incident)
  const detected = instantMs(incident.detectedAt)
  const opened = instantMs(incident.openedAt)
  const applied = incident.requests
    .filter(({ state, proposal }) => state === 'applied' && proposal.inverseOf === null)
    .flatMap(({ outcome }) => (outcome ? [instantMs(outcome.at)] : []))
  const resolution = resolutionOf(incident)
  const taken = incident.acknowledgement?.recordedAt
  const handed = incident.handoff?.at
  return [
    metric('MTTD, onset to detection', onset, detected),
    metric('MTTA, detection to triage', detected, opened),
    metric('MTTM, detection to first mitigation', detected, applied[0]),
    metric('MTTR, detection to resolution', detected, resolution && instantMs(resolution.at)),
    metric('Handoff to acknowledgement', handed && instantMs(handed), taken && instantMs(taken)),
  ]
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
    metrics: metricsOf(incident),
    phases: phaseViews(facts.phases),
    suspect,
    hypotheses: views(incident, 'hypothesis').filter(({ text }) => text !== suspect),
    ruledOut: views(incident, 'ruled_out'),
    attempts: attemptsOf(incident),
    dataLoss: dataLossOf(incident)?.answer ?? 'unknown',
    learnings: views(incident, 'learning'),
    proceduralGaps: views(incident, 'gap'),
    promises: views(incident, 'promise'),
    contingencies: views(incident, 'contingency'),
    asks: asksOf(incident).map(({ text, owner, role, due }) => ({
      text,
      owner,
      role: role ?? 'engineering',
      due: minuteOr(due, 'unknown'),
    })),
    timeline: incident.documents.some(({ document }) => document === 'timeline')
      ? 'timeline.md'
      : '',
    suspects: otherSuspectsOf(incident),
  }
}

function ended(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`
}

function metric(
  name: string,
  fromMs: number | null | undefined | '',
  toMs: number | null | undefined | '',
): MetricView {
  const known = typeof fromMs === 'number' && typeof toMs === 'number'
  return {
    name,
    value: span(known ? toMs - fromMs : null),
    from: typeof fromMs === 'number' ? toMinute(fromMs) : 'unknown',
    to: typeof toMs === 'number' ? toMinute(toMs) : 'unknown',
  }
}
