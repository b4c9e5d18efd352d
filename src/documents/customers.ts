import type { Incident } from '../domain/incident.ts'
import { requestsOf } from '../domain/request.ts'
import { instantMs, toMinute } from '../domain/time.ts'
import { cut } from './figures.ts'
import { minuteOr } from './instants.ts'
import { onsetOf, regionsOf, resolutionOf, standingChanges } from './known.ts'
import type { Facts } from './options.ts'
import { rateOf } from './phases.ts'
import { phaseOf } from './rates.ts'

/** All that a draft says to customers by itself. */
const said = {
  over: (scope = '') => `The problem that affected ${scope} is resolved.`,
  ended: (since = '', ended = '') => `Started ${since}, resolved ${ended}.`,
  learning: () => 'We keep watching and will share what we learned.',
  mitigated: (scope = '') =>
    `A fix is in place for the problem that affected ${scope}, and we are monitoring recovery.`,
  fixed: (since = '', fixed = '') => `Started ${since}, fix applied ${fixed}.`,
  retry: () => 'Requests that failed before can be tried again.',
  repair: () => 'We are working on a permanent correction.',
  working: (scope = '') => `We are working on a problem that affects ${scope}.`,
  started: (since = '') => `Started ${since}.`,
  effort: () => 'Our engineers are working to restore normal operation.',
  meanwhile: (workaround = '') => `Until then: ${workaround}`,
  expected: (by = '') => `We expect the correction by ${by}.`,
  labels: () => 'Audience customers channel statuspage summary details next update',
}
const shares = ['a small share of requests', 'some requests', 'many requests', 'most requests']
const ownWords = [...Object.values(said).map((say) => say()), ...shares].join(' ')

/** Names that must not stand in customer text: people, services, flags, requests; not a service called `monitoring`, which our own words say. */
export function internalNames(incident: Incident): readonly string[] {
  const names = [
    incident.id,
    incident.support,
    incident.commander ?? '',
    incident.eta?.owner ?? '',
    ...incident.services,
    ...incident.asks.flatMap(({ id, owner }) => [id, owner]),
    ...requestsOf(incident).flatMap(({ id, proposal, decision }) => [
      id,
      proposal.target,
      decision?.approver ?? '',
    ]),
  ]
  return [...new Set(names)].filter(
    (name) => wordsOf(name).trim().length > 2 && !holdsName(ownWords, [name]),
  )
}

/** True when a line for customers holds one of these names, word by word. */
export function holdsName(line: string, names: readonly string[]): boolean {
  const words = wordsOf(line)
  return names.map(wordsOf).some((name) => /[\p{L}\p{N}]/u.test(name) && words.includes(name))
}

/** Lower case, each word between single spaces. */
function wordsOf(text: string): string {
  return ` ${text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_-]+/u)
    .filter(Boolean)
    .join(' ')} `
}

/** The draft for customers: fixed words, regions, times and a workaround that names nothing internal. */
export function customers(
  incident: Incident,
  { nowMs, phases }: Facts,
): { summary: string; details: readonly string[] } {
  const where = regionsOf(incident).join(', ') || 'some regions'
  const since = toMinute(onsetOf(incident) ?? instantMs(incident.detectedAt) ?? nowMs)
  const resolution = resolutionOf(incident)
  const change = standingChanges(incident).at(-1)
  const during = phaseOf(phases, 'during')
  const rate = (during && rateOf(during)) ?? incident.impact.errorRate
  const scope = `${share(rate)} in ${where}`
  if (resolution) {
    const ended = minuteOr(resolution.at, toMinute(nowMs))
    return { summary: said.over(scope), details: [said.ended(since, ended), said.learning()] }
  }
  if (change) {
    const fixed = minuteOr(change.outcome?.at, toMinute(nowMs))
    return {
      summary: said.mitigated(scope),
      details: [
        said.fixed(since, fixed),
        said.retry(),
        said.repair(),
        ...expected(incident, nowMs),
      ],
    }
  }
  return {
    summary: said.working(scope),
    details: [
      said.started(since),
      said.effort(),
      ...fallback(incident),
      ...expected(incident, nowMs),
    ],
  }
}

/** What customers can do meanwhile; a workaround that names something internal is for the channel alone. */
export function fallback(incident: Incident): readonly string[] {
  const { workaround } = incident
  if (workaround === null || holdsName(workaround, internalNames(incident))) return []
  return [said.meanwhile(cut(workaround, 400))]
}

/** The ETA while it lies ahead: a time that has passed promises nothing. */
function expected({ eta }: Incident, nowMs: number): readonly string[] {
  const atMs = eta === null ? undefined : instantMs(eta.at)
  if (atMs === undefined || atMs <= nowMs) return []
  return [said.expected(toMinute(atMs))]
}

function share(rate: number | null): string {
  if (rate === null) return shares[1]!
  return shares[[0.05, 0.25, 0.6].filter((bound) => rate >= bound).length]!
}
