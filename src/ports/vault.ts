/** What must be known again later and must not stand in the record: encrypted in `home`, safe for several processes. */
export interface Vault {
  /** 32 random bytes, made on first use: the server key (`''`) or the key of one incident. */
  key(incident: string): Uint8Array
  /** Remembers what a token stands for, so that it is accepted as a filter; the same pair again is no error. */
  seal(incident: string, token: string, value: string): void
  /** The same for many in one write: each pair a token and its value. */
  sealAll(incident: string, pairs: readonly (readonly [token: string, value: string])[]): void
  /** The value behind a token of that incident; undefined for a stranger. */
  open(incident: string, token: string): string | undefined
  /** Values known to name a person of that incident, with their class. */
  learn(incident: string, values: readonly KnownValue[]): void
  known(incident: string): readonly KnownValue[]
  close(): void
}

export interface KnownValue {
  readonly class: string
  readonly value: string
}
