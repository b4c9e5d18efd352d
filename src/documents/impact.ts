import type { Incident } from '../domain/incident.ts'
import type { Service } from '../domain/service.ts'
import { toMinute } from '../domain/time.ts'
import { count, cut, percent } from './figures.ts'
import { minuteOr } from './instants.ts'
import {
  type Finding,
  logFindingWith,
  logFindingsOf,
  newestFinding,
  onsetFindingOf,
} from './known.ts'
import { type Phase, isThin } from './phases.ts'
import { currentRate, phaseOf, rateWords, ratioWords } from './rates.ts'
import { statedBy } from './revisions.ts'

/** One number with the instant it is true of and where it comes from. */
export interface FigureView {
  readonly figure: string
  readonly value: string
  readonly asOf: string
  readonly source: string
}

/** Monthly active users of the incident's services; null when the configuration names none. */
export function monthlyUsers(incident: Incident, services: readonly Service[]): number | null {
  const counts = services
    .filter(({ name }) => incident.services.includes(name))
    .flatMap(({ mau }) => (mau === null ? [] : [mau]))
  return counts.length === 0 ? null : counts.reduce((sum, mau) => sum + mau, 0)
}

/** What an engineer needs to know of size and onset, each with its instant and its source; what nobody measured is unknown. */
export function figuresOf(
  incident: Incident,
  services: readonly Service[],
  phases: readonly Phase[],
): readonly FigureView[] {
  const { impact } = incident
  const exceeded = impact.budgetExceeded
  return [
    ...rates(incident, phases),
    ...onset(incident),
    users(incident, services),
    atOpening(
      incident,
      'Burn rate of the error budget',
      impact.burnRate === null
        ? 'unknown'
        : `${count(impact.burnRate)} times what the objective allows`,
    ),
    atOpening(
      incident,
      'Error budget exceeded',
      exceeded === null ? 'unknown' : exceeded ? 'yes' : 'no',
    ),
    ...stated(incident),
    ...suspect(incident),
    ...traces(incident),
  ]
}

/** The second and third suspects of the newest ranking, in one line; empty when there are none. */
export function otherSuspectsOf(incident: Incident): string {
  const others = newestFinding(incident, 'list_deployments')?.values['otherSuspects']
  return typeof others === 'string' ? others : ''
}

/** Affected users and their share of the monthly active ones, in one clause. */
export function usersWords(incident: Incident, services: readonly Service[]): string {
  return users(incident, services).value
}

function rates(incident: Incident, phases: readonly Phase[]): readonly FigureView[] {
  const before = phaseOf(phases, 'before')
  const during = phaseOf(phases, 'during')
  const latest = phases.at(-1)
  if (!before || !during || !latest) {
    const { baselineErrorRate, errorRate } = incident.impact
    return [
      atOpening(incident, 'Error rate before', percent(baselineErrorRate)),
      atOpening(incident, 'Error rate at opening', percent(errorRate)),
      { ...atOpening(incident, 'Error rate now', currentRate(incident, phases)), source: 'newest' },
    ]
  }
  const counted = (figure: string, phase: Phase): FigureView => ({
    figure,
    value: isThin(phase)
      ? rateWords(phase)
      : `${rateWords(phase)}, ${count(phase.errors)} of ${count(phase.total)} requests`,
    asOf: toMinute(phase.toMs),
    source: 'logs, counted for this document',
  })
  const ratio = ratioWords(before, during)
  return [
    counted('Error rate before', before),
    counted('Error rate during', during),
    counted(latest.name === 'after' ? 'Error rate since the mitigation' : 'Error rate now', latest),
    ...(ratio === undefined ? [] : [{ ...counted('During against before', during), value: ratio }]),
  ]
}

function onset(incident: Incident): readonly FigureView[] {
  const found = onsetFindingOf(incident)
  if (!found) return [atOpening(incident, 'Onset', 'not measured, see Detection')]
  const { onset: at, onsetEarliest, onsetLatest, onsetEnd, onsetSignal } = found.values
  const shown = (value: unknown): string => minuteOr(String(value), 'unknown')
  const end = typeof onsetEnd === 'string' ? `, until ${shown(onsetEnd)}` : ''
  const interval =
    typeof onsetEarliest === 'string'
      ? `, between ${shown(onsetEarliest)} and ${shown(onsetLatest)}`
      : ''
  return [
    {
      figure: onsetSignal === 'volume' ? 'Onset, by the number of requests' : 'Onset of the errors',
      value: `${shown(at)}${interval}${end}`,
      asOf: minuteOr(found.asOf, 'unknown'),
      source: found.tool,
    },
  ]
}

function users(incident: Incident, services: readonly Service[]): FigureView {
  const known = ({ values }: Finding): number => Number(values['affectedUsers'] ?? 0)
  const best = logFindingsOf(incident).reduce<Finding | null>(
    (most, each) => (known(each) > 0 && (!most || known(each) >= known(most)) ? each : most),
    null,
  )
  const about = best ? known(best) : incident.impact.affectedUsers
  const mau = monthlyUsers(incident, services)
  const share =
    about === null || !mau ? '' : `, ${percent(about / mau)} of ${count(mau)} monthly active users`
  const figure = 'Affected users'
  const value = about === null ? 'fewer than 5, or unknown' : `about ${count(about)}${share}`
  return best
    ? { figure, value, asOf: minuteOr(best.asOf, 'unknown'), source: best.tool }
    : atOpening(incident, figure, value)
}

/** The impact in words, beside what was measured and never instead of it. */
function stated(incident: Incident): readonly FigureView[] {
  const said = statedBy(incident, 'impactWords')
  if (incident.impactWords === null || !said) return []
  const value = cut(incident.impactWords, 400)
  return [
    {
      figure: 'Impact, as stated',
      value,
      asOf: minuteOr(said.at, 'unknown'),
      source: `${said.by}, by update_incident`,
    },
  ]
}

function suspect(incident: Incident): readonly FigureView[] {
  const found = newestFinding(incident, 'list_deployments')
  if (!found) return []
  const {
    suspect: id,
    suspectKind,
    suspectService,
    suspectStartedAt,
    suspectVerdict,
  } = found.values
  const asOf = minuteOr(found.asOf, 'unknown')
  const rows: FigureView[] = []
  if (typeof id === 'string') {
    const service = typeof suspectService === 'string' ? ` in ${suspectService}` : ''
    const started = minuteOr(String(suspectStartedAt), 'unknown')
    rows.push({
      figure: 'Prime suspect, change ID',
      value: `${cut(id, 80)} (${String(suspectKind ?? 'change')}${service}), started ${started}, verdict ${String(suspectVerdict ?? 'unknown')}`,
      asOf,
      source: found.tool,
    })
  }
  const others = otherSuspectsOf(incident)
  if (others !== '') {
    const figure = 'Suspects 2 and 3'
    rows.push({ figure, value: cut(others, 400), asOf, source: found.tool })
  }
  const { likeliest, total } = found.values
  if (typeof likeliest === 'string') {
    rows.push({
      figure: 'Changes in the window, likeliest first',
      value: `${cut(likeliest, 400)} (of ${count(Number(total))})`,
      asOf,
      source: found.tool,
    })
  }
  return rows
}

function traces(incident: Incident): readonly FigureView[] {
  const rows = [
    ['traceIds', 'Trace IDs of failed requests'],
    ['correlationIds', 'Correlation IDs of failed requests'],
  ] as const
  return rows.flatMap(([key, figure]) => {
    const found = logFindingWith(incident, key)
    if (!found) return []
    const value = cut(String(found.values[key]), 240)
    return [{ figure, value, asOf: minuteOr(found.asOf, 'unknown'), source: found.tool }]
  })
}

function atOpening({ impact }: Incident, figure: string, value: string): FigureView {
  return { figure, value, asOf: minuteOr(impact.asOf, 'unknown'), source: 'open_incident' }
}
