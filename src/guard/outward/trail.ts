import type { Entry } from '../../domain/entry.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import type { ChangeRequest } from '../../domain/request.ts'
import type { CasebookReader } from '../../ports/casebook.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { TicketWriter } from '../../ports/tickets.ts'
import { commentOn } from './comment.ts'
import { type Delivery, type Lane, type Source, pauseMs } from './delivery.ts'
import type { Ledger } from './ledger.ts'

interface TrailOptions {
  readonly ledger: Ledger
  readonly reader: Pick<CasebookReader, 'request' | 'checkpoint'>
  readonly desk: TicketWriter
  readonly redactor: Pick<Redactor, 'json' | 'text'>
  readonly clock: Clock
}

/** Puts what people decided and what became of it on the incident's ticket: each fact once, in order, until it is there. */
export interface Trail extends Source {
  /** Whether that entry stands on its ticket; false also for an incident without one. */
  has(incident: string, seq: number): boolean
  /** Incidents whose ticket did not take something, and how much waits. */
  behind(): readonly { readonly incident: string; readonly waiting: number }[]
}

const deadlineMs = 5_000
/** In one round, so that a ticket that was out of reach for days does not hold up the rest. */
const mostComments = 50

interface Setback {
  readonly failures: number
  readonly atMs: number
}

export function createTrail(options: TrailOptions): Trail {
  const { ledger, clock } = options
  const setbacks = new Map<string, Setback>()

  function isDue(incident: string): boolean {
    const setback = setbacks.get(incident)
    if (!setback) return true
    const waitedMs = clock.nowMs() - setback.atMs
    return waitedMs < 0 || waitedMs >= pauseMs(setback.failures)
  }

  function laneOf(incident: string, ticket: string, entries: readonly Entry[]): Lane {
    return entries.slice(0, mostComments).map((entry, place, all): Delivery => {
      const isLast = place === all.length - 1
      return {
        incident,
        deadlineMs,
        async send(signal) {
          const reference = await comment(options, incident, ticket, entry, isLast, signal)
          setbacks.delete(incident)
          const body = { about: entry.seq, reference }
          return { fact: { kind: 'ticket.commented', body }, once: `ticket:${entry.seq}` }
        },
        failed() {
          const failures = (setbacks.get(incident)?.failures ?? 0) + 1
          setbacks.set(incident, { failures, atMs: clock.nowMs() })
          const body = { about: entry.seq }
          return { fact: { kind: 'ticket.failed', body }, once: `ticket-failed:${entry.seq}` }
        },
      }
    })
  }

  return {
    due() {
      ledger.look()
      return [...ledger.waiting()]
        .filter(([incident]) => isDue(incident))
        .map(([incident, { ticket, entries }]) => laneOf(incident, ticket, [...entries.values()]))
    },
    has(incident, seq) {
      ledger.look()
      return (
        ledger.ticketOf(incident) !== undefined && !ledger.waiting().get(incident)?.entries.has(seq)
      )
    },
    behind: () =>
      [...setbacks.keys()].flatMap((incident) => {
        const waiting = ledger.waiting().get(incident)?.entries.size ?? 0
        return waiting === 0 ? [] : [{ incident, waiting }]
      }),
  }
}

/**
 * One comment, redacted with what the incident has taught since. The entry's id in the key has 40 random bits that are
 * nowhere outside the record: nobody can put the reference on the ticket before Baton and so keep a comment off it.
 */
async function comment(
  { reader, desk, redactor }: TrailOptions,
  incident: string,
  ticket: string,
  entry: Entry,
  isLast: boolean,
  signal: AbortSignal,
): Promise<string> {
  const clean = <T extends Json>(value: T): T =>
    redactor.json(value, { incident, profile: 'text', ownKeys: true }).value
  const request = (id: string): ChangeRequest | undefined => {
    try {
      const found = reader.request(id)
      return { ...found, proposal: clean(found.proposal) }
    } catch {
      return undefined
    }
  }
  const body = clean(entry.body as JsonObject)
  const words = commentOn({ entry: { ...entry, body }, incident, request })
  const text = redactor.text(words?.text ?? '', { incident, profile: 'log' }).value
  return desk.comment(ticket, words?.heading ?? 'Recorded', text, signal, {
    key: `${incident}#${entry.seq} ${entry.id}`,
    checkpoint: isLast ? reader.checkpoint() : null,
  })
}
