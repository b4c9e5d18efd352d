import type { Card } from '../domain/decision.ts'
import type { Audience } from '../domain/publication.ts'
import type { Environment, Service } from '../domain/service.ts'
import type { Severity } from '../domain/severity.ts'
import type { Trust } from '../domain/trust.ts'
import type { Requester } from '../domain/work.ts'
import type { Casebook, CasebookReader } from './casebook.ts'
import type { ChangeLog } from './change-log.ts'
import type { EvidenceDesk, EvidenceFiles } from './evidence.ts'
import type { FlagReader, FlagWriter } from './flags.ts'
import type { KnowledgeBase } from './knowledge.ts'
import type { LogStore } from './log-store.ts'
import type { MessageChannel, PublicationReader, PublicationWriter } from './messages.ts'
import type { SettingsReader } from './settings.ts'
import type { Shelf } from './shelf.ts'
import type { TicketReader, TicketWriter } from './tickets.ts'
import type { KnownValue } from './vault.ts'

/** What every tool may look at. */
export interface ReadContext {
  readonly nowMs: number
  readonly signal: AbortSignal
  readonly requester: Requester
  readonly logs: LogStore
  readonly changes: ChangeLog
  readonly flags: FlagReader
  readonly settings: SettingsReader
  readonly tickets: TicketReader
  readonly casebook: CasebookReader
  readonly knowledge: Pick<KnowledgeBase, 'read' | 'location'>
  readonly shelf: Shelf
  readonly publications: PublicationReader
  /** How the channel of each audience is called. */
  readonly channels: Readonly<Record<Audience, string>>
  readonly services: readonly Service[]
  readonly environments: readonly Environment[]
  /** Hosts whose links documents may print. */
  readonly links: readonly string[]
  /** How long from detection to recovery before a follow-up is owed, milliseconds. */
  readonly mttrMs: Readonly<Record<Severity, number>>
  trust(): Trust
  /** The card of a request with whoever policy lets decide it now; throws NOT_FOUND. */
  card(request: string): Promise<Card>
  progress(done: number, total: number, message: string): void
  /** A raw text as it is shown in that incident's answers, or in those of none; `people` are those of its own event. */
  shown(incident: string | null, text: string, people?: readonly KnownValue[]): string
  /** Classes of what redaction would take out of a text of that incident; none when it may leave to the letter. */
  hidden(incident: string, text: string): readonly string[]
  /** Makes these values masked everywhere in that incident from now on. */
  learn(incident: string, values: readonly KnownValue[]): void
  /** True for a text with a structured class in it, whoever is known: the answer tells nothing about anybody. */
  isPersonal(text: string): boolean
  /** The clear value behind a genuine token of that incident; anything else comes back as it was. Throws DENIED after many. */
  resolve(incident: string, argument: string): string
}

/** What a tool that records may also do. The guard redacts each fact, comment, message and document on its way. */
export interface RecordContext extends Omit<ReadContext, 'casebook' | 'knowledge'> {
  readonly casebook: Casebook
  readonly knowledge: Omit<KnowledgeBase, 'keep'>
  readonly evidence: EvidenceDesk
  /** Files that may be captured as evidence. */
  readonly files: EvidenceFiles
  readonly messages: Pick<MessageChannel, 'send'>
  /** What the caller wrote, with tokens of its own where it names somebody (decision 0005). */
  said(incident: string, text: string): string
  /** Each comment closes with the newest checkpoint. */
  readonly ticketDesk: TicketWriter
}

/** The write half of the world; it exists only while a granted change is applied. */
export interface ApplyContext {
  readonly nowMs: number
  readonly signal: AbortSignal
  readonly flags: FlagWriter
  /** Refuses with DENIED what redaction would alter by now, and publishes nothing then. */
  readonly messages: PublicationWriter
}
