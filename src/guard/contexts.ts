import type { Actor } from '../domain/entry.ts'
import { timeOrderedId } from '../domain/id.ts'
import { canonicalJson, type JsonObject, sha256 } from '../domain/json.ts'
import type { NamedValue } from '../domain/known-person.ts'
import type { Profile } from '../domain/redacted.ts'
import type { Requester } from '../domain/work.ts'
import type { Casebook, CasebookReader, ToolFact } from '../ports/casebook.ts'
import type { ApplyContext, ReadContext, RecordContext } from '../ports/context.ts'
import type { EvidenceFiles } from '../ports/evidence.ts'
import type { KnowledgeBase } from '../ports/knowledge.ts'
import { lazily } from '../ports/lazily.ts'
import type { MessageChannel } from '../ports/messages.ts'
import type { Redactor } from '../ports/redactor.ts'
import type { TicketWriter } from '../ports/tickets.ts'
import { hiddenIn } from '../redaction/sanitise.ts'
import type { Contexts, Removed } from './call.ts'
import { boundedFilters } from './filters.ts'
import type { Journal } from './journal.ts'
import { actorNames } from './actor-names.ts'
import { learningChanges, learningLogs } from './people.ts'
import { exactPublisher, hiddenClasses } from './publishing.ts'

type PerVisit =
  | 'nowMs'
  | 'signal'
  | 'requester'
  | 'progress'
  | 'resolve'
  | 'learn'
  | 'isPersonal'
  | 'shown'
  | 'hidden'
  | 'card'
  | 'publications'

/** Everything a room may be handed, before it is bound to one visit. */
export interface World extends Omit<ReadContext, PerVisit | 'casebook' | 'knowledge'> {
  readonly reader: CasebookReader
  readonly knowledge: KnowledgeBase
  readonly files: EvidenceFiles
  readonly messages: MessageChannel
  readonly ticketDesk: TicketWriter
  readonly flagWriter: ApplyContext['flags']
}

interface ContextOptions {
  readonly world: World
  readonly journal: Journal
  readonly redactor: Redactor
  readonly card: ReadContext['card']
}

interface Binding {
  readonly actor: Actor
  readonly requester: Requester
  readonly nowMs: number
  readonly signal: AbortSignal
  readonly removed: Removed
  /** Whom the events of this call name; grows while it asks the logs. */
  readonly named: NamedValue[]
  /** The incident that the arguments name. */
  readonly incident: string | null
  readonly progress: ReadContext['progress']
}

/** Looks for structured classes alone, whoever is known: what it says about a text it says to everybody. */
const anybody = { incident: null, profile: 'log', wire: true } as const

/** Binds the world to one visit: what is written carries its actor, and nothing is written after it was stopped. */
export function createContexts(options: ContextOptions): (binding: Binding) => Contexts {
  const { world, redactor, card } = options
  const { reader, knowledge, files, flagWriter, ...rest } = world
  const { messages, ticketDesk: _desk, ...shared } = rest
  const publish = exactPublisher(redactor, messages)
  const within = boundedFilters(reader)
  const learning = (
    incident: string | null,
    met: NamedValue[],
    requester: Requester,
  ): Pick<ReadContext, 'logs' | 'changes'> => {
    const learn = (values: readonly NamedValue[]): void => {
      if (incident !== null) redactor.learn(incident, values)
    }
    const names = actorNames({ trust: world.trust, requester, redactor, incident })
    return {
      logs: learningLogs(world.logs, met, learn),
      changes: learningChanges(world.changes, names, met, learn),
    }
  }
  return (binding) => {
    const { actor: _, removed, incident: about, named, ...visit } = binding
    const { nowMs, signal } = visit
    const read: ReadContext = {
      ...shared,
      ...visit,
      ...learning(about, named, visit.requester),
      card,
      casebook: reader,
      knowledge,
      publications: { published: (board, reading) => messages.published(board, reading) },
      hidden: (incident, text) => hiddenClasses(redactor, incident, text),
      learn(incident, values) {
        signal.throwIfAborted()
        redactor.learn(incident, values)
      },
      resolve(incident, argument) {
        within(incident, argument)
        return redactor.resolve(incident, argument)
      },
      isPersonal: (text) => redactor.text(text, anybody).value !== text,
      shown: (incident, text, people = []) =>
        shownOf(redactor, incident, text, people.length === 0 ? named : people),
    }
    const record: RecordContext = {
      ...read,
      casebook: casebookOf(options, binding),
      ...outgoing(options, binding),
      evidence: lazily(async () => {
        const { evidenceDesk } = await import('./evidence/desk.ts')
        return evidenceDesk({ knowledge, redactor: counting(redactor, removed, named) }, signal)
      }),
      files,
      said: (incident, text) =>
        redactor.text(text, { incident, profile: 'text', argument: true }).value,
    }
    return { read, record, apply: { nowMs, signal, flags: flagWriter, messages: publish } }
  }
}

/** Nothing of a text that the redactor cannot search is shown, so that no filter finds it. */
function shownOf(
  redactor: Redactor,
  incident: string | null,
  text: string,
  knowing: readonly NamedValue[],
): string {
  try {
    return redactor.text(text, { incident, profile: 'log', knowing }).value
  } catch {
    return ''
  }
}

function casebookOf({ world: { reader }, journal }: ContextOptions, binding: Binding): Casebook {
  return {
    ...reader,
    append(incident, fact) {
      binding.signal.throwIfAborted()
      binding.removed.recorded += hiddenIn(fact.body)
      return journal.append(binding.actor, incident, fact, onceOf(fact, reader))
    },
    report(incident, body) {
      binding.signal.throwIfAborted()
      binding.removed.recorded += hiddenIn(body)
      const fact = { kind: 'report.recorded', body } as const
      const asTold = (told: JsonObject): string => `report:${sha256(canonicalJson(told))}`
      return journal.append(binding.actor, incident, fact, asTold)
    },
    newIncidentId: () => `INC-${timeOrderedId(binding.nowMs)}`,
  }
}

/** The same redactor, which adds what it took out to the visit's count. */
function counting(redactor: Redactor, removed: Removed, knowing: readonly NamedValue[]): Redactor {
  return {
    ...redactor,
    text(raw, scope) {
      const done = redactor.text(raw, { ...scope, knowing })
      removed.recorded += done.report.sanitised
      return done
    },
    json(raw, scope) {
      const done = redactor.json(raw, { ...scope, knowing })
      removed.recorded += done.report.sanitised
      return done
    },
  }
}

/** The doors out of the house for a tool that records; every text passes the redactor on its way. */
function outgoing(
  { world, redactor }: ContextOptions,
  { signal }: Binding,
): Pick<RecordContext, 'knowledge' | 'messages' | 'ticketDesk'> {
  const { reader, knowledge, messages, ticketDesk } = world
  const clean = (incident: string | null, text: string, profile: Profile = 'text'): string => {
    signal.throwIfAborted()
    return redactor.text(text, { incident, profile }).value
  }
  /** A comment belongs to the incident opened from that ticket, so that its known values apply. */
  const incidentOf = (ticket: string): string | null =>
    reader.incidents().find((incident) => incident.ticket === ticket)?.id ?? null
  return {
    knowledge: {
      read: (incident, file) => knowledge.read(incident, file),
      location: knowledge.location,
      // A document is made of what was redacted as it came in: names are not looked for among our own words.
      store: (incident, file, text) =>
        knowledge.store(incident, file, clean(incident, text, 'log')),
    },
    messages: {
      send(message, sending) {
        const subject = clean(message.incident, message.subject)
        return messages.send(
          { ...message, subject, text: clean(message.incident, message.text) },
          sending,
        )
      },
    },
    ticketDesk: {
      // No key: what a tool writes must never pass for a fact that the record put there.
      comment: (ticket, heading, text, sending) =>
        ticketDesk.comment(ticket, heading, clean(incidentOf(ticket), text), sending, {
          checkpoint: reader.checkpoint(),
        }),
    },
  }
}

/** Of two processes that open one ticket at once only one does; a ticket whose incidents are resolved may be opened again. */
function onceOf(fact: ToolFact, reader: CasebookReader): string | undefined {
  if (fact.kind !== 'incident.opened' || fact.body.ticket === null) return undefined
  const { ticket } = fact.body
  const same = reader.incidents().filter((incident) => incident.ticket === ticket)
  const resolved = same.filter(({ resolvedAt }) => resolvedAt !== null).length
  return `opened:${sha256(ticket)}:${resolved}`
}
