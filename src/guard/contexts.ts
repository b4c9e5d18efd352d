import type { Actor } from '../domain/entry.ts'
import type { Requester } from '../domain/work.ts'
import { timeOrderedId } from '../domain/id.ts'
import type { CasebookReader } from '../ports/casebook.ts'
import type { ApplyContext, ReadContext, RecordContext } from '../ports/context.ts'
import type { KnowledgeBase } from '../ports/knowledge.ts'
import type { MessageChannel } from '../ports/messages.ts'
import type { Redactor } from '../ports/redactor.ts'
import type { TicketWriter } from '../ports/tickets.ts'
import type { Contexts } from './call.ts'
import type { Journal } from './journal.ts'

/** Everything a room may be handed, before it is bound to one visit. */
export interface World extends Omit<
  ReadContext,
  'nowMs' | 'signal' | 'requester' | 'progress' | 'resolve' | 'casebook' | 'knowledge'
> {
  readonly reader: CasebookReader
  readonly knowledge: KnowledgeBase
  readonly messages: MessageChannel
  readonly ticketDesk: TicketWriter
  readonly flagWriter: ApplyContext['flags']
}

interface Binding {
  readonly actor: Actor
  readonly requester: Requester
  readonly nowMs: number
  readonly signal: AbortSignal
  readonly progress: ReadContext['progress']
}

/** Binds the world to one visit: what is written carries its actor, and every outgoing text passes the redactor. */
export function createContexts(world: World, journal: Journal, redactor: Redactor) {
  const { reader, knowledge, messages, ticketDesk, flagWriter, ...shared } = world
  const clean = (incident: string, text: string): string =>
    redactor.text(text, { incident, profile: 'text' }).value

  return (binding: Binding): Contexts => {
    const { actor, ...rest } = binding
    const read: ReadContext = {
      ...shared,
      ...rest,
      casebook: reader,
      knowledge,
      resolve: (incident, argument) => redactor.resolve(incident, argument),
    }
    const record: RecordContext = {
      ...read,
      casebook: {
        ...reader,
        append: (incident, fact) => journal.append(actor, incident, fact),
        newIncidentId: () => `INC-${timeOrderedId(binding.nowMs)}`,
      },
      knowledge: {
        ...knowledge,
        store: (incident, file, text) => knowledge.store(incident, file, clean(incident, text)),
      },
      messages: {
        send: (message, signal) =>
          messages.send(
            {
              ...message,
              subject: clean(message.incident, message.subject),
              text: clean(message.incident, message.text),
            },
            signal,
          ),
      },
      ticketDesk: {
        comment: async (ticket, heading, text, signal) =>
          ticketDesk.comment(ticket, heading, cleanTicket(ticket, text), signal),
      },
      learn: (incident, values) => redactor.learn(incident, values),
    }
    return { read, record, apply: { signal: rest.signal, flags: flagWriter } }
  }

  /** A comment belongs to the incident opened from that ticket, so that its known values apply. */
  function cleanTicket(ticket: string, text: string): string {
    const owner = reader.incidents().find((incident) => incident.ticket === ticket)
    return redactor.text(text, { incident: owner?.id ?? null, profile: 'text' }).value
  }
}
