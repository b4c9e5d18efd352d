import type { Entry } from '../domain/entry.ts'
import type { EntryFilter } from './record.ts'

/** One entry as it lies in storage. Hashes are lower-case hexadecimal SHA-256. */
export interface StoredEntry {
  readonly seq: number
  readonly id: string
  readonly incident: string | null
  readonly kind: string
  readonly at: string
  readonly actor: string
  readonly actorKind: string
  readonly once: string | null
  readonly digest: string
  /** 16 random bytes; null once the body is purged. */
  readonly salt: Uint8Array | null
  /** Canonical JSON; null once purged. */
  readonly body: string | null
  readonly leaf: string
}

/** What the log's state is after its newest entry; there is one, written with each batch. */
export interface StoredHead {
  readonly size: number
  /** Roots of the complete subtrees, largest first. */
  readonly frontier: readonly string[]
  /** The signed checkpoint of this size. */
  readonly note: string
}

/** What a write may look at while no other process can write. */
export interface WriteView {
  /** The very object that this process stored, when nobody else has written since. */
  readonly head: StoredHead | null
  /** `at` of entry number `head.size`; null when that entry is missing. */
  readonly lastAt: string | null
  isTaken(once: string): boolean
}

export interface StoredBatch {
  readonly entries: readonly StoredEntry[]
  readonly head: StoredHead
}

/** Where entries lie. It touches the disk only when asked for something. */
export interface EntryStorage {
  /**
   * Calls `build` alone among all processes and stores what it returns, all or nothing, durably; null stores nothing.
   * False, and nothing done, when the storage is of an older version: it must be brought forward first.
   * Throws UPSTREAM when writing is impossible within five seconds. What `build` throws comes through unchanged.
   */
  write(build: (view: WriteView) => StoredBatch | null): Promise<boolean>
  /**
   * Makes the present version out of an older one, all or nothing, and keeps a copy of the older one. `approve` is shown the
   * record before and after; what it throws stops everything. Does nothing when there is nothing to do.
   */
  bringForward(approve: (evidence: RecordEvidence) => void): Promise<void>
  /** In order of `seq`; empty while nothing was ever written. */
  read(filter: EntryFilter): readonly Entry[]
  head(): StoredHead | null
  close(): void
}

/** An entry as a verifier reads it: the bytes as they lie there, so that no decoding hides an edit. */
export interface EvidenceEntry extends Omit<StoredEntry, 'salt' | 'body'> {
  /** Salt and body, one after the other; null unless there are a body and a salt of 16 bytes. */
  readonly sealed: Uint8Array | null
}

export interface EntryNumbers {
  readonly after: number
  readonly upTo: number
}

/** One unchanging view of a record for whoever verifies it; reading changes no file. */
export interface RecordEvidence {
  readonly head: StoredHead | null
  /** Of all entries, or of those whose numbers are above `after` and at most `upTo`; in the order of their numbers. */
  entries(numbers?: EntryNumbers): Iterable<EvidenceEntry>
  /** What the storage finds wrong with itself (foreign tables, a torn index), in our words. */
  faults(): readonly string[]
  close(): void
}

/** The server's Ed25519 key. */
export interface RecordSigner {
  /** Raw 32 bytes; makes the key when there is none and `make` is set, otherwise undefined. Throws UPSTREAM. */
  publicKey(make: boolean): Uint8Array | undefined
  sign(data: Uint8Array): Uint8Array
}
