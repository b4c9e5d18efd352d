import type { Audience } from '../domain/publication.ts'
import type { Environment, Service } from '../domain/service.ts'
import type { Severity } from '../domain/severity.ts'
import type { EvidenceFaults } from './evidence.ts'
import type { Phase } from './phases.ts'

/** What a document may say beyond the incident itself. */
export interface Facts {
  readonly nowMs: number
  readonly services: readonly Service[]
  /** Of the configuration; they say which regions a run can have been in. */
  readonly environments?: readonly Environment[]
  /** Error rates before, during and after; empty when the logs gave none. */
  readonly phases: readonly Phase[]
  /** The newest signed checkpoint of the record. */
  readonly checkpoint?: string | null
  /** What people call the place of the documents; never a path of this machine. */
  readonly location?: string
  /** What the count of the phases could not see. */
  readonly gaps?: readonly string[]
  /** File name of the chart beside the packet. */
  readonly chart?: string
  /** What became of evidence since it was captured, by id. */
  readonly evidenceFaults?: EvidenceFaults
  /** How long recovery may take before a follow-up is owed, milliseconds; without it the wrap-up compares nothing. */
  readonly mttrMs?: Readonly<Record<Severity, number>>
  /** Only this variant of the update; all three without it. */
  readonly audience?: Audience
}

export interface RenderOptions extends Facts {
  /** Liquid text of the template, ours or the customer's. */
  readonly template: string
  /** SHA-256 of the template's file when it is the customer's; the document then says so. */
  readonly ownTemplate?: string
  /** Hosts whose links may be printed. */
  readonly links: readonly string[]
}
