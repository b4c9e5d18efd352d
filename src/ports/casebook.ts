import type { Entry } from '../domain/entry.ts'
import type { Fact, FactBody } from '../domain/fact.ts'
import type { Incident } from '../domain/incident.ts'
import type { ChangeRequest } from '../domain/request.ts'

/** Incidents as folds over the record. */
export interface CasebookReader {
  /** Newest first. */
  incidents(): readonly Incident[]
  /** Throws NOT_FOUND, with the open incidents in the hint. */
  incident(id: string): Incident
  /** Throws NOT_FOUND. */
  request(id: string): ChangeRequest
  /** In order of `seq`, those after `afterSeq` when it is given. */
  entries(incident: string, afterSeq?: number): readonly Entry[]
  /** The newest signed checkpoint, null while the record is empty. */
  checkpoint(): string | null
}

/** What a tool may state; everything else is stated by the guard or by a person's signature. */
export type ToolFact = Extract<
  Fact,
  {
    readonly kind:
      | 'incident.opened'
      | 'incident.updated'
      | 'incident.closed'
      | 'note.recorded'
      | 'ask.assigned'
      | 'ask.moved'
      | 'reproduction.recorded'
      | 'evidence.captured'
      | 'document.rendered'
  }
>

/** The casebook of a tool that records: the guard redacts each fact before it is appended. */
export interface Casebook extends CasebookReader {
  /** Returns once durable. */
  append(incident: string, fact: ToolFact): Promise<Entry>
  /** A change that somebody told of, in an incident or in none. Throws CONFLICT when the same was told to the letter. */
  report(incident: string | null, report: FactBody<'report.recorded'>): Promise<Entry>
  /** A fresh incident id, `INC-` and a short time-ordered suffix. */
  newIncidentId(): string
}
