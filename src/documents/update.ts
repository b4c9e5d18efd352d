import type { Incident } from '../domain/incident.ts'
import { type Audience, audiences } from '../domain/publication.ts'
import { requestsOf } from '../domain/request.ts'
import { instantMs, toMinute } from '../domain/time.ts'
import { askClause, openAsks } from './asks.ts'
import { cut } from './figures.ts'
import { usersWords } from './impact.ts'
import { minuteOr } from './instants.ts'
import { notesOf, onsetOf, regionsOf, resolutionOf, standingChanges } from './known.ts'
import type { Facts } from './options.ts'
import { rateOf } from './phases.ts'
import { phaseOf, rateJourney } from './rates.ts'
import { etaWords } from './revisions.ts'
import { noFurtherUpdate, statusOf, suspectOf } from './summary.ts'

/** One message ready to send. */
export interface UpdateView {
  readonly audience: Audience
  readonly readers: string
  readonly channel: string
  readonly summary: string
  readonly details: readonly string[]
  readonly nextUpdate: string
}

const channels: Record<Audience, string> = {
  customers: 'statuspage',
  executive: 'email',
  internal: 'Slack',
}

const readers: Record<Audience, string> = {
  customers: 'customers',
  executive: 'executives',
  internal: 'the incident channel',
}

type Write = (incident: Incident, facts: Facts) => { summary: string; details: readonly string[] }

const writers: Record<Audience, Write> = { customers, executive, internal }

/**
 * The drafts, one per audience. Customer text is made of fixed words, regions, times and a workaround that names nothing
 * internal, so no internal name is in it.
 */
export function updateView(incident: Incident, facts: Facts): object {
  const wanted = facts.audience === undefined ? audiences : [facts.audience]
  const updates = wanted.map((audience) => draftOf(incident, audience, facts))
  return { incident: incident.id, asOf: toMinute(facts.nowMs), updates }
}

/** The draft for one audience. */
export function draftOf(incident: Incident, audience: Audience, facts: Facts): UpdateView {
  return {
    audience,
    readers: readers[audience],
    channel: channels[audience],
    nextUpdate: noFurtherUpdate(incident) ?? nextUpdate(incident, facts.nowMs),
    ...writers[audience](incident, facts),
  }
}

/** Names that must not stand in customer text: people, services, flags, requests. */
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
  return [...new Set(names)].filter((name) => name.trim().length > 2)
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

/** A promise already given, else one steady interval from now. */
function nextUpdate(incident: Incident, nowMs: number): string {
  const promised = instantMs(incident.nextUpdateDue) ?? 0
  return toMinute(promised > nowMs ? promised : nowMs + incident.updateEveryMs)
}

function customers(incident: Incident, { nowMs, phases }: Facts): ReturnType<Write> {
  const where = regionsOf(incident).join(', ') || 'some regions'
  const since = toMinute(onsetOf(incident) ?? instantMs(incident.detectedAt) ?? nowMs)
  const resolution = resolutionOf(incident)
  const change = standingChanges(incident).at(-1)
  const during = phaseOf(phases, 'during')
  const rate = (during && rateOf(during)) ?? incident.impact.errorRate
  const scope = `${share(rate)} in ${where}`
  if (resolution) {
    const ended = minuteOr(resolution.at, toMinute(nowMs))
    return {
      summary: `The problem that affected ${scope} is resolved.`,
      details: [
        `Started ${since}, resolved ${ended}.`,
        'We keep watching and will share what we learned.',
      ],
    }
  }
  if (change) {
    return {
      summary: `A fix is in place for the problem that affected ${scope}, and we are monitoring recovery.`,
      details: [
        `Started ${since}, fix applied ${minuteOr(change.outcome?.at, toMinute(nowMs))}.`,
        'Requests that failed before can be tried again.',
        'We are working on a permanent correction.',
        ...expected(incident, nowMs),
      ],
    }
  }
  return {
    summary: `We are working on a problem that affects ${scope}.`,
    details: [
      `Started ${since}.`,
      'Our engineers are working to restore normal operation.',
      ...fallback(incident),
      ...expected(incident, nowMs),
    ],
  }
}

/** What customers can do meanwhile; a workaround that names something internal is for the channel alone. */
function fallback(incident: Incident): readonly string[] {
  const { workaround } = incident
  if (workaround === null || holdsName(workaround, internalNames(incident))) return []
  return [`Until then: ${cut(workaround, 400)}`]
}

/** The ETA while it lies ahead: a time that has passed promises nothing. */
function expected({ eta }: Incident, nowMs: number): readonly string[] {
  const atMs = eta === null ? undefined : instantMs(eta.at)
  if (atMs === undefined || atMs <= nowMs) return []
  return [`We expect the correction by ${toMinute(atMs)}.`]
}

/** ETA and workaround for readers inside, until the resolution. */
function outlook(incident: Incident, nowMs: number): readonly string[] {
  const { workaround, resolvedAt } = incident
  if (resolvedAt !== null) return []
  const eta = etaWords(incident, nowMs)
  const isHeld = workaround !== null && fallback(incident).length === 0
  return [
    ...(eta === undefined ? [] : [`Repair expected: ${eta}.`]),
    ...(workaround === null ? [] : [`Workaround: ${cut(workaround, 300)}`]),
    ...(isHeld
      ? ['The workaround names something internal; the customer draft leaves it out.']
      : []),
  ]
}

function executive(incident: Incident, facts: Facts): ReturnType<Write> {
  const { impact } = incident
  return {
    summary: `${incident.severity}, ${regionsOf(incident).join(', ') || 'region unknown'}: ${statusOf(incident, facts.phases)}.`,
    details: [
      `Affected users: ${usersWords(incident, facts.services)}.`,
      `Error rate: ${rateJourney(incident, facts.phases)}.`,
      `Error budget exceeded: ${impact.budgetExceeded === null ? 'unknown' : impact.budgetExceeded ? 'yes' : 'no'}.`,
      `Commander: ${incident.commander ?? 'nobody on the rota'}; support: ${incident.support}.`,
      ...outlook(incident, facts.nowMs),
    ],
  }
}

function internal(incident: Incident, facts: Facts): ReturnType<Write> {
  const asks = openAsks(incident).map((ask) => `Ask: ${cut(ask.text, 200)} (${askClause(ask)}).`)
  const blockers = notesOf(incident, 'blocker').map(({ text }) => `Blocker: ${cut(text, 200)}`)
  return {
    summary: `${incident.severity} ${incident.services.join(', ') || 'service unknown'} in ${incident.environment}, ${regionsOf(incident).join(', ') || 'region unknown'}: ${statusOf(incident, facts.phases)}.`,
    details: [
      `Report: ${cut(incident.title, 200)}`,
      `Error rate: ${rateJourney(incident, facts.phases)}.`,
      `Suspect: ${cut(suspectOf(incident), 200)}`,
      ...blockers,
      ...outlook(incident, facts.nowMs),
      ...(asks.length > 0 ? asks : ['Next step: no ask for engineering is open.']),
    ],
  }
}

function share(rate: number | null): string {
  if (rate === null) return 'some requests'
  if (rate < 0.05) return 'a small share of requests'
  if (rate < 0.25) return 'some requests'
  return rate < 0.6 ? 'many requests' : 'most requests'
}
