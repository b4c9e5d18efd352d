import type { Entry, EntryDraft } from '../domain/entry.ts'
import type { FactKind } from '../domain/fact.ts'

export interface EntryFilter {
  readonly incident?: string
  readonly kinds?: readonly FactKind[]
  readonly afterSeq?: number
}

/** The append-only incident record, safe for several processes at once. */
export interface IncidentRecord {
  /**
   * Appends all drafts or none and returns once they are durable (fsync). `at` is max(clock, last entry).
   * Throws CONFLICT when a `once` key is taken, UPSTREAM when the record cannot be written.
   */
  append(drafts: readonly EntryDraft[]): Promise<readonly Entry[]>
  /** In order of `seq`; sees what other processes have appended. */
  entries(filter: EntryFilter): readonly Entry[]
  /** The newest signed checkpoint as a C2SP signed note, null while the record is empty. */
  checkpoint(): string | null
  /** The server's Ed25519 public key as a C2SP verifier key `name+hash+base64`. */
  verifierKey(): string
  close(): void
}
