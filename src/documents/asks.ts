import type { Incident } from '../domain/incident.ts'
import { type Ask, isLate, isOpen } from '../domain/incident/asks.ts'
import { person } from './acts.ts'
import { minuteOr } from './instants.ts'
import { regionOr, saysSomething } from './known.ts'

/** An ask as templates print it. */
export interface AskView {
  readonly number: number
  readonly id: string
  readonly text: string
  readonly owner: string
  readonly role: string
  readonly due: string
  readonly region: string
  readonly state: string
}

/** Asks with a deliverable and an owner that were not dropped, oldest first. */
export function asksOf({ asks }: Incident): readonly Ask[] {
  return asks.filter(
    ({ state, text, owner }) => state !== 'dropped' && saysSomething(text) && saysSomething(owner),
  )
}

/** Those that somebody still has to do or to verify. */
export function openAsks(incident: Incident): readonly Ask[] {
  return asksOf(incident).filter(isOpen)
}

export function askViews(incident: Incident, asks: readonly Ask[], nowMs: number): AskView[] {
  return asks.map((ask, index) => ({
    number: index + 1,
    id: ask.id,
    text: ask.text,
    owner: ask.owner,
    role: ask.role.replace('_', ' '),
    due: minuteOr(ask.due, 'unknown'),
    region: regionOr(incident, ask.region),
    state: `${stateWords(incident, ask)}${isLate(ask, nowMs) ? ', OVERDUE' : ''}`,
  }))
}

/** One ask in a clause, for lists. */
export function askClause(ask: Ask): string {
  return `${ask.owner}, ${ask.state}, due ${minuteOr(ask.due, 'unknown')}`
}

/** The state with whose word it is: the agent cannot prove what a person said, only that person's signature can. */
function stateWords({ acknowledgement }: Incident, ask: Ask): string {
  const last = ask.moves.at(-1)
  const isSigned = acknowledgement?.by === ask.owner && acknowledgement.seq > ask.seq
  const signed = isSigned ? `; ${person(acknowledgement)} signed for the handoff` : ''
  if (last === undefined || last.to === 'reassigned') return `${ask.state}${signed}`
  const by = ask.state === 'accepted' ? '' : ` by ${last.owner}`
  return `${ask.state}${by} at ${minuteOr(last.at, 'unknown')}, recorded by ${last.by}${signed}`
}
