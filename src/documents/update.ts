import { defaultCadence } from '../domain/cadence.ts'
import type { Incident } from '../domain/incident.ts'
import { instantMs, toMinute } from '../domain/time.ts'
import { cut } from './figures.ts'
import { usersWords } from './impact.ts'
import { minuteOr } from './instants.ts'
import { asksOf, notesOf, onsetOf, regionsOf, resolutionOf, standingChanges } from './known.ts'
import { type Audience, type Facts, audiences } from './options.ts'
import { rateOf } from './phases.ts'
import { phaseOf, rateJourney } from './rates.ts'
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

/** The drafts, one per audience. Customer text is made of fixed words, regions and times alone, so no internal name is in it. */
export function updateView(incident: Incident, facts: Facts): object {
  const wanted = facts.audience === undefined ? audiences : [facts.audience]
  const next = nextUpdate(incident, facts.nowMs)
  const updates = wanted.map((audience): UpdateView => ({
    audience,
    readers: readers[audience],
    channel: channels[audience],
    nextUpdate: noFurtherUpdate(incident) ?? next,
    ...writers[audience](incident, facts),
  }))
  return { incident: incident.id, asOf: toMinute(facts.nowMs), updates }
}

/** Names that must not stand in customer text: people, services, flags, requests, environments. */
export function internalNames(incident: Incident): readonly string[] {
  const names = [
    incident.id,
    incident.support,
    incident.commander ?? '',
    ...incident.services,
    ...incident.requests.flatMap(({ id, proposal, decision }) => [
      id,
      proposal.target,
      decision?.approver ?? '',
    ]),
  ]
  return [...new Set(names)].filter((name) => name.length > 2)
}

/** A promise already given, else one steady interval from now. */
function nextUpdate(incident: Incident, nowMs: number): string {
  const promised = instantMs(incident.nextUpdateDue) ?? 0
  return toMinute(promised > nowMs ? promised : nowMs + defaultCadence[incident.severity].thenMs)
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
      ],
    }
  }
  return {
    summary: `We are working on a problem that affects ${scope}.`,
    details: [`Started ${since}.`, 'Our engineers are working to restore normal operation.'],
  }
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
    ],
  }
}

function internal(incident: Incident, facts: Facts): ReturnType<Write> {
  const asks = asksOf(incident).map(
    (ask) => `Ask: ${cut(ask.text, 200)} (${ask.owner}, due ${minuteOr(ask.due, 'unknown')}).`,
  )
  const blockers = notesOf(incident, 'blocker').map(({ text }) => `Blocker: ${cut(text, 200)}`)
  return {
    summary: `${incident.severity} ${incident.services.join(', ') || 'service unknown'} in ${incident.environment}, ${regionsOf(incident).join(', ') || 'region unknown'}: ${statusOf(incident, facts.phases)}.`,
    details: [
      `Report: ${cut(incident.title, 200)}`,
      `Error rate: ${rateJourney(incident, facts.phases)}.`,
      `Suspect: ${cut(suspectOf(incident), 200)}`,
      ...blockers,
      ...(asks.length > 0 ? asks : ['Next step: no ask for engineering yet.']),
    ],
  }
}

function share(rate: number | null): string {
  if (rate === null) return 'some requests'
  if (rate < 0.05) return 'a small share of requests'
  if (rate < 0.25) return 'some requests'
  return rate < 0.6 ? 'many requests' : 'most requests'
}
