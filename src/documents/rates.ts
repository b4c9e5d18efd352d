import type { Incident } from '../domain/incident.ts'
import { toMinute } from '../domain/time.ts'
import { count, percent, times } from './figures.ts'
import { minuteOr } from './instants.ts'
import { logFindingsOf } from './known.ts'
import { type Phase, isThin, rateOf } from './phases.ts'

export interface PhaseView {
  readonly phase: string
  readonly from: string
  readonly to: string
  readonly requests: string
  readonly errors: string
  readonly rate: string
  /** How many times the rate before; a dash where that cannot be said. */
  readonly against: string
}

const names: Record<Phase['name'], string> = {
  before: 'before',
  during: 'during',
  after: 'after the mitigation',
  now: 'last 5 minutes',
}

/** Error rates before, during and after, for the table of deltas. */
export function phaseViews(phases: readonly Phase[]): readonly PhaseView[] {
  const before = phaseOf(phases, 'before')
  return phases.map((phase) => ({
    phase: nameOf(phase),
    from: toMinute(phase.fromMs),
    to: toMinute(phase.toMs),
    requests: count(phase.total),
    errors: count(phase.errors),
    rate: rateWords(phase),
    against: (phase === before ? undefined : ratioWords(before, phase)) ?? '—',
  }))
}

/** A phase of less than a minute says its length: its two ends look the same. */
function nameOf({ name, fromMs, toMs }: Phase): string {
  const seconds = Math.round((toMs - fromMs) / 1_000)
  return seconds < 60 ? `${names[name]}, ${seconds} s` : names[name]
}

export function phaseOf(phases: readonly Phase[], name: Phase['name']): Phase | undefined {
  return phases.find((phase) => phase.name === name)
}

/** The rate, or that there were too few requests to have one. */
export function rateWords(phase: Phase): string {
  if (!isThin(phase)) return percent(rateOf(phase))
  return phase.total === 0
    ? 'no traffic yet'
    : `too little traffic yet, ${phase.errors} of ${phase.total} failed`
}

/** How many times the rate of the first phase that of another is; undefined where that cannot be said. */
export function ratioWords(before: Phase | undefined, phase: Phase): string | undefined {
  if (!before || isThin(before) || isThin(phase)) return undefined
  const [base, rate] = [rateOf(before), rateOf(phase)]
  if (base === null || rate === null || (base === 0 && rate === 0)) return undefined
  if (rate === 0) return 'none left'
  return base === 0 ? 'from none' : times(rate / base)
}

/** The newest known error rate in a clause of its own. */
export function currentClause(incident: Incident, phases: readonly Phase[]): string {
  const latest = latestOf(phases)
  const rate = currentRate(incident, phases)
  return latest && isThin(latest) ? rate : `error rate ${rate}`
}

/** The newest known error rate with its instant: of the last phase, else of the newest log finding, else at opening. */
export function currentRate(incident: Incident, phases: readonly Phase[]): string {
  const latest = latestOf(phases)
  if (latest) return `${rateWords(latest)} as of ${toMinute(latest.toMs)}`
  const finding = logFindingsOf(incident).findLast(
    ({ values }) => typeof values['errorRate'] === 'number' && values['narrowedBy'] == null,
  )
  const measured = finding?.values['errorRate']
  return typeof measured === 'number'
    ? `${percent(measured)} as of ${minuteOr(finding?.asOf, 'unknown')}`
    : `${percent(incident.impact.errorRate)} as of ${minuteOr(incident.impact.asOf, 'unknown')}`
}

/** How the error rate went: before, during, now. */
export function rateJourney(incident: Incident, phases: readonly Phase[]): string {
  const before = phaseOf(phases, 'before')
  const during = phaseOf(phases, 'during')
  const { baselineErrorRate, errorRate } = incident.impact
  const latest = latestOf(phases)
  const now = latest
    ? `${rateWords(latest)}${isThin(latest) ? '' : ' now'} (${toMinute(latest.toMs)})`
    : currentRate(incident, phases)
  const first = before ? rateWords(before) : percent(baselineErrorRate)
  const then = during ? `${rateWords(during)} during` : `${percent(errorRate)} at opening`
  return `${first} before → ${then} → ${now}`
}

/** The phase that tells how it is now. */
function latestOf(phases: readonly Phase[]): Phase | undefined {
  const latest = phases.at(-1)
  return latest?.name === 'before' ? undefined : latest
}
