import type { Entry } from '../../domain/entry.ts'
import type { FactBody, FactKind } from '../../domain/fact.ts'
import type { Notifier } from '../../ports/notifier.ts'
import type { IncidentRecord } from '../../ports/record.ts'

type Attempt = FactBody<'notice.sent'>

/** The attempts of one notice by one way. */
export interface Attempts {
  readonly sent: number
  readonly failed: number
  /** The instant of the newest one. */
  readonly lastAt: string
  readonly notBefore: string | null
}

/** What the record says about things that leave the house, kept up with it at each look. */
export interface Ledger {
  /** Takes in what was recorded since the last look, by any process. */
  look(): void
  /** Facts for the ticket of an incident that are not on it, oldest first. */
  waiting(): ReadonlyMap<string, Waiting>
  ticketOf(incident: string): string | undefined
  attempts(
    about: string,
    round: Attempt['round'],
    channel: Notifier['channel'],
  ): Attempts | undefined
}

interface Waiting {
  readonly ticket: string
  readonly entries: ReadonlyMap<number, Entry>
}

/** `onTicket` names the kinds of facts that belong on the ticket of their incident. */
export function openLedger(
  record: Pick<IncidentRecord, 'entries' | 'checkpoint'>,
  onTicket: (entry: Entry) => boolean,
  kinds: readonly FactKind[],
): Ledger {
  const tickets = new Map<string, string>()
  const waiting = new Map<string, Waiting & { readonly entries: Map<number, Entry> }>()
  const notices = new Map<string, Attempts>()
  const own = ['incident.opened', 'ticket.commented', 'notice.sent', 'notice.failed'] as const
  const wanted = [...new Set<FactKind>([...own, ...kinds])]
  let seenUpTo = 0

  function take(entry: Entry): void {
    const { incident, kind, body } = entry
    if (incident === null || body === null) return
    if (kind === 'incident.opened' && !tickets.has(incident)) {
      const { ticket } = body as FactBody<'incident.opened'>
      if (ticket !== null) tickets.set(incident, ticket)
    }
    if (kind === 'ticket.commented') commented(incident, Number(body['about']))
    else if (kind === 'notice.sent' || kind === 'notice.failed') attempted(entry, body as Attempt)
    else if (onTicket(entry)) wait(incident, entry)
  }

  function wait(incident: string, entry: Entry): void {
    const ticket = tickets.get(incident)
    if (ticket === undefined) return
    const before = waiting.get(incident) ?? { ticket, entries: new Map<number, Entry>() }
    before.entries.set(entry.seq, entry)
    waiting.set(incident, before)
  }

  function commented(incident: string, seq: number): void {
    const found = waiting.get(incident)
    found?.entries.delete(seq)
    if (found?.entries.size === 0) waiting.delete(incident)
  }

  function attempted({ kind, at, body }: Entry, { about, round, channel }: Attempt): void {
    const key = keyOf(about, round, channel)
    const { sent, failed, notBefore } = notices.get(key) ?? { sent: 0, failed: 0, notBefore: null }
    const told = body?.['notBefore']
    notices.set(
      key,
      kind === 'notice.sent'
        ? { sent: sent + 1, failed, lastAt: at, notBefore }
        : {
            sent,
            failed: failed + 1,
            lastAt: at,
            notBefore: typeof told === 'string' ? told : null,
          },
    )
  }

  return {
    look() {
      // Read first: what comes later is found at the next look. Without it a long quiet record is searched each time.
      const size = sizeOf(record.checkpoint())
      if (size <= seenUpTo) return
      let last = size
      for (const entry of record.entries({ kinds: wanted, afterSeq: seenUpTo })) {
        last = Math.max(last, entry.seq)
        take(entry)
      }
      seenUpTo = last
    },
    waiting: () => waiting,
    ticketOf: (incident) => tickets.get(incident),
    attempts: (about, round, channel) => notices.get(keyOf(about, round, channel)),
  }
}

/** The second line of a signed note. */
function sizeOf(checkpoint: string | null): number {
  return Number(checkpoint?.split('\n', 2)[1] ?? 0)
}

function keyOf(about: string, round: string, channel: string): string {
  return `${about} ${round} ${channel}`
}
