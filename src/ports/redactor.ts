import type { Json } from '../domain/json.ts'
import type { Profile, Redacted } from '../domain/redacted.ts'
import type { KnownValue } from './vault.ts'

export interface RedactionScope {
  /** Tokens and known values are those of this incident; null for a call that names none. Without values of its own those of the newest incidents hide. */
  readonly incident: string | null
  readonly profile: Profile
  /** Set by the second redaction at the wire, which looks for structured classes alone. */
  readonly wire?: true
  /**
   * Set for what Baton itself composed: names of its own fields are left alone, whatever a reporter is called. A key
   * that holds a structured class is hidden all the same, and one that no field of ours could be called is looked at.
   */
  readonly ownKeys?: true
}

/** What was hidden, by class, and how many characters were stripped. */
export interface RedactionReport {
  readonly hidden: Readonly<Record<string, number>>
  readonly sanitised: number
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
