import type { Incident } from '../domain/incident.ts'
import { type Audience, audiences } from '../domain/publication.ts'
import { instantMs, toMinute } from '../domain/time.ts'
import { askClause, openAsks } from './asks.ts'
import { customers, fallback } from './customers.ts'
import { cut } from './figures.ts'
import { usersWords } from './impact.ts'
import { notesOf, regionsOf } from './known.ts'
import type { Facts } from './options.ts'
import { rateJourney } from './rates.ts'
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

/** A promise already given, else one steady interval from now. */
function nextUpdate(incident: Incident, nowMs: number): string {
  const promised = instantMs(incident.nextUpdateDue) ?? 0
  return toMinute(promised > nowMs ? promised : nowMs + incident.updateEveryMs)
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
