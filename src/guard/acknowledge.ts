import {
  type Acknowledgement,
  acknowledgementNamespace,
  parseAcknowledgement,
} from '../domain/acknowledgement.ts'
import { HandoffError } from '../domain/error.ts'
import type { Incident } from '../domain/incident.ts'
import { canonicalJson } from '../domain/json.ts'
import { toIso } from '../domain/time.ts'
import type { CasebookReader } from '../ports/casebook.ts'
import type { Clock } from '../ports/clock.ts'
import type { TicketWriter } from '../ports/tickets.ts'
import type { TrustRoot } from '../ports/trust-root.ts'
import type { Journal } from './journal.ts'
import { proveSigner } from './ssh/signer.ts'

interface AcknowledgeOptions {
  readonly journal: Journal
  readonly reader: CasebookReader
  readonly trustRoot: TrustRoot
  readonly clock: Clock
  readonly ticketDesk: TicketWriter
  readonly redactText: (incident: string, text: string) => string
}

/** How a receiver takes ownership (G10): a person's signature, never a call of the agent. */
export interface Acknowledgements {
  /** The canonical JSON to be signed. Throws CONFLICT when nothing was handed off or somebody was first. */
  draft(wish: Pick<Acknowledgement, 'incident' | 'by' | 'readBack'>): string
  /** Puts it on the record and on the ticket. Throws DENIED with the rule; `onTicket` says whether the ticket took it. */
  take(signed: { statement: string; signature: string }): Promise<{ onTicket: boolean }>
}

export function createAcknowledgements(options: AcknowledgeOptions): Acknowledgements {
  const { journal, reader, trustRoot, clock, redactText } = options
  return {
    draft({ incident: id, by, readBack }) {
      const { at: handoff } = waiting(reader.incident(id))
      const at = toIso(clock.nowMs())
      return canonicalJson({
        v: 1,
        incident: id,
        handoff,
        by,
        readBack: redactText(id, readBack),
        at,
      })
    },

    async take({ statement, signature }) {
      const said = parseAcknowledgement(statement)
      const incident = reader.incident(said.incident)
      if (waiting(incident).at !== said.handoff) throw another()
      const { by: person } = said
      const claim = { person, text: statement, signature, namespace: acknowledgementNamespace }
      const { key } = proveSigner(claim, trustRoot.read(), clock.nowMs())
      refuseSender(incident, person)
      const body = { by: person, readBack: said.readBack, key, statement, signature }
      const fact = { kind: 'handoff.acknowledged', body } as const
      const actor = { id: person, kind: 'human' } as const
      await journal.append(actor, incident.id, fact, `acknowledge:${incident.id}:${said.handoff}`)
      return { onTicket: await comment(options, incident, said) }
    },
  }
}

function waiting(incident: Incident): NonNullable<Incident['handoff']> {
  if (incident.handoff && !incident.acknowledgement) return incident.handoff
  throw another()
}

function another(): HandoffError {
  return new HandoffError(
    'CONFLICT',
    'There is no handoff here that waits for an acknowledgement.',
    {
      hint: 'get_incident shows who has it, or that it was not handed off yet.',
    },
  )
}

function refuseSender(incident: Incident, by: string): void {
  if (incident.handoff?.by !== by && incident.support !== by) return
  throw new HandoffError('DENIED', 'Whoever hands off cannot acknowledge it too.', {
    rule: 'receiver-is-not-sender',
    hint: 'The engineer who takes over acknowledges.',
  })
}

/** The record has it already; a ticket desk that is down is said, not fatal. */
async function comment(
  { ticketDesk, redactText }: AcknowledgeOptions,
  { id, ticket }: Incident,
  said: Acknowledgement,
): Promise<boolean> {
  if (ticket === null) return false
  const text = redactText(id, `${said.by} took ownership of ${id}. Read-back: ${said.readBack}`)
  try {
    await ticketDesk.comment(ticket, 'Handoff acknowledged', text, AbortSignal.timeout(5_000))
    return true
  } catch {
    return false
  }
}
