import type { JsonObject } from '../domain/json.ts'

/** A text file from an allow-listed folder, still raw. */
export interface FoundFile {
  /** Relative to its folder, with `/`. */
  readonly name: string
  /** Whole lines from the beginning. */
  readonly text: string
  /** Of the whole file when it was opened. */
  readonly bytes: number
  /** True when the text is not the whole file. */
  readonly cut: boolean
  /** True when somebody wrote to the file while it was read. */
  readonly changed: boolean
}

/** Files that people allow to be captured. */
export interface EvidenceFiles {
  /**
   * A regular text file that lies inside an allowed folder, by a path relative to one or absolute inside one. Throws
   * NOT_FOUND for anything else, INVALID_INPUT for a file that is no text or bears a second name, UPSTREAM when it cannot be read.
   */
  read(path: string, signal: AbortSignal): Promise<FoundFile>
}

/** What is to be kept, still raw: text, or one JSON object a line, ours in its shape. */
export type RawEvidence =
  | { readonly text: string }
  | { readonly head: JsonObject; readonly rows: readonly JsonObject[] }

/** An item as it lies in the knowledge base. */
export interface KeptEvidence {
  /** Below the incident's folder. */
  readonly file: string
  /** Lower-case hexadecimal SHA-256 of the stored bytes. */
  readonly sha256: string
  readonly bytes: number
  /** Lines or rows kept, the head not counted. */
  readonly lines: number
  /** True when lines were left out or shortened to keep the item within its size. */
  readonly cut: boolean
  /** How the item begins, redacted. */
  readonly beginning: string
}

/** Where a tool that records lays down evidence. */
export interface EvidenceDesk {
  /**
   * Redacts with the log profile, text with the text profile before it, keeps at most 256 KiB of whole lines, stores them once under that id, reads them back and
   * hashes them. Nothing is on the record yet: an item counts from the fact on, so that a crash in between leaves a file that
   * nobody is told of. Throws UPSTREAM when the item does not lie there whole.
   */
  keep(incident: string, evidence: string, raw: RawEvidence): Promise<KeptEvidence>
}
