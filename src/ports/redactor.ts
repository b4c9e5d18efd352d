import type { Json } from '../domain/json.ts'
import type { Profile, Redacted } from '../domain/redacted.ts'
import type { KnownValue } from './vault.ts'

export interface RedactionScope {
  /** Tokens and known values are those of this incident; null for a call that names none. Without values of its own those of the newest incidents hide. */
  readonly incident: string | null
  readonly profile: Profile
  /** Known for this text alone, beside whom the incident knows: whom the events of an answer name. */
  readonly knowing?: readonly KnownValue[]
  /** Set by the second redaction at the wire, which looks for structured classes alone. */
  readonly wire?: true
  /**
   * Set for what Baton itself composed: names of its own fields are left alone, whatever a reporter is called. A key
   * that holds a structured class is hidden all the same, and one that no field of ours could be called is looked at.
   */
  readonly ownKeys?: true
  /** Set for documents of logs: fields that no rule names are dropped where the configuration says so, and counted there. */
  readonly documents?: true
  /** Set for what an agent wrote: its tokens are those of no other text and stand for nothing (decision 0005). */
  readonly argument?: true
  /**
   * Set where a list may come without the elements that cannot be searched: they are left out and counted. Otherwise one
   * of them means that nothing leaves.
   */
  readonly withhold?: true
}

/** What was hidden, by class, and how many characters were stripped. */
export interface RedactionReport {
  readonly hidden: Readonly<Record<string, number>>
  readonly sanitised: number
  /** Elements of lists, such as documents of logs, that were left out; absent for none. */
  readonly withheld?: number
}

/** Fails closed: whatever throws here means that nothing leaves. Idempotent over its own genuine tokens. */
export interface Redactor {
  text(raw: string, scope: RedactionScope): { value: Redacted<string>; report: RedactionReport }
  /** Walks keys and values; field names of ECS and OpenTelemetry decide before the text is looked at. */
  json<T extends Json>(
    raw: T,
    scope: RedactionScope,
  ): { value: Redacted<T>; report: RedactionReport }
  /** Makes what a ticket or alert says about a person masked everywhere in that incident. */
  learn(incident: string, values: readonly KnownValue[]): void
  /** Replaces genuine tokens of that incident by what they stand for; forged ones stay text that matches nothing. */
  resolve(incident: string, argument: string): string
}
