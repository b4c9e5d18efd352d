import {
  type Acknowledgement,
  acknowledgementNamespace,
  parseAcknowledgement,
} from '../domain/acknowledgement.ts'
import { HandoffError, isConflict } from '../domain/error.ts'
import type { Incident } from '../domain/incident.ts'
import { canonicalJson } from '../domain/json.ts'
import { isPlaceholder } from '../domain/placeholder.ts'
import { instantMs, toIso } from '../domain/time.ts'
import { type Trust, agentRole, aliasesOf, rolesOf, simulatedRole } from '../domain/trust.ts'
import type { CasebookReader } from '../ports/casebook.ts'
import type { Clock } from '../ports/clock.ts'
import type { TicketWriter } from '../ports/tickets.ts'
import type { TrustRoot } from '../ports/trust-root.ts'
import { refusal } from './change/rules.ts'
import type { Journal } from './journal.ts'
import { type About, proveSigner, skewMs, takeSigned } from './signed.ts'

interface AcknowledgeOptions {
  readonly journal: Journal
  readonly reader: CasebookReader
  readonly trustRoot: TrustRoot
  readonly clock: Clock
  readonly ticketDesk: TicketWriter
  readonly redactText: (incident: string, text: string) => string
}

type Handoff = NonNullable<Incident['handoff']>

interface SignedAcknowledgement {
  readonly statement: string
  /** Armoured SSH signature over exactly the statement. */
  readonly signature: string
}

/** How a receiver takes ownership (G10): a person's signature, never a call of the agent. */
export interface Acknowledgements {
  /** The handoff that waits, to be shown before anybody signs. Throws CONFLICT when none does or somebody was first. */
  waiting(incident: string): Handoff
  /** The canonical JSON to be signed, the read-back as it will stand on the record. Throws as `waiting`. */
  draft(wish: Pick<Acknowledgement, 'incident' | 'by' | 'readBack'>): string
  /**
   * Puts it on the record and on the ticket; each refusal is on the record. `onTicket` says whether the ticket took it.
   * Throws INVALID_INPUT, DENIED or CONFLICT with the rule.
   */
  take(signed: SignedAcknowledgement): Promise<{ onTicket: boolean }>
}

export function createAcknowledgements(options: AcknowledgeOptions): Acknowledgements {
  const { journal, reader, clock, redactText } = options
  const waiting = (incident: string): Handoff => waitingIn(reader.incident(incident))
  return {
    waiting,
    draft: ({ incident, by, readBack }) =>
      canonicalJson({
        v: 1,
        incident,
        handoff: waiting(incident).seq,
        by,
        readBack: redactText(incident, readBack),
        at: toIso(clock.nowMs()),
      }),
    take: (signed) =>
      takeSigned({ append: journal.append, clock }, 'acknowledgement', (about) =>
        take(options, signed, about),
      ),
  }
}

async function take(
  options: AcknowledgeOptions,
  { statement, signature }: SignedAcknowledgement,
  about: About,
): Promise<{ onTicket: boolean }> {
  const { journal, reader, trustRoot, clock, redactText } = options
  const nowMs = clock.nowMs()
  const trust = trustRoot.read()
  const said = parseAcknowledgement(statement)
  const claim = { person: said.by, text: statement, signature, namespace: acknowledgementNamespace }
  const { person, key } = proveSigner(claim, trust, nowMs)
  about.actor = person.id
  const incident = reader.incident(said.incident)
  about.incident = incident.id
  const roles = rolesOf(trust, person.id, nowMs)
  if (roles.includes(agentRole)) {
    throw refusal('humans-only', 'An agent does not take over a handoff.')
  }
  const handoff = waitingIn(incident)
  if (handoff.seq !== said.handoff) throw another()
  refuseSender(incident, handoff, person.id, trust)
  if (isPlaceholder(said.readBack)) {
    throw new HandoffError('INVALID_INPUT', 'The read-back says nothing.', {
      hint: 'Say in your own words what you took over and what you do next.',
    })
  }
  if (Math.abs((instantMs(said.at) ?? 0) - nowMs) > skewMs) {
    throw refusal('decision-in-time', 'The acknowledgement does not bear the present time.')
  }
  const { readBack } = said
  if (redactText(incident.id, readBack) !== readBack) {
    throw refusal('reason-redacted', 'The read-back holds text that must not be stored.')
  }
  const simulated = roles.includes(simulatedRole)
  const body = { by: person.id, readBack, key, statement, signature, simulated }
  try {
    await journal.append(
      { id: person.id, kind: 'human' },
      incident.id,
      { kind: 'handoff.acknowledged', body },
      `acknowledge:${incident.id}:${handoff.seq}`,
    )
  } catch (cause) {
    throw isConflict(cause) ? another() : cause
  }
  return { onTicket: await comment(options, incident, said, simulated) }
}

function waitingIn({ handoff, acknowledgement }: Incident): Handoff {
  if (handoff && !acknowledgement) return handoff
  throw another()
}

function another(): HandoffError {
  return new HandoffError(
    'CONFLICT',
    'There is no handoff here that waits for an acknowledgement.',
    { hint: 'get_incident shows who has it, or that it was not handed off yet.' },
  )
}

/** The sender is whoever recorded the handoff and whoever has the incident, by any of their names. */
function refuseSender(incident: Incident, handoff: Handoff, by: string, trust: Trust): void {
  const own = aliasesOf(trust, by)
  const senders = [handoff.by, incident.support].flatMap((name) => aliasesOf(trust, name))
  if (!senders.some((name) => own.includes(name))) return
  throw refusal('receiver-is-not-sender', 'Whoever hands off cannot acknowledge it too.')
}

/** The record has it already; a ticket desk that is down is said, not fatal. */
async function comment(
  { ticketDesk, redactText }: AcknowledgeOptions,
  { id, ticket }: Incident,
  { by, readBack }: Acknowledgement,
  simulated: boolean,
): Promise<boolean> {
  if (ticket === null) return false
  const who = simulated ? `${by} (SIMULATED person)` : by
  const text = redactText(id, `${who} took ownership of ${id}. Read-back: ${readBack}`)
  try {
    await ticketDesk.comment(ticket, 'Handoff acknowledged', text, AbortSignal.timeout(5_000))
    return true
  } catch {
    return false
  }
}
