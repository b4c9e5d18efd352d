import type { JsonObject } from '../json.ts'
import type { NamedValue } from '../known-person.ts'

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

/** One log event in our words, still raw: it must pass the redactor before it goes anywhere. */
export interface LogEvent {
  readonly atMs: number
  readonly level: Level | null
  readonly message: string
  readonly service: string | null
  readonly environment: string | null
  readonly region: string | null
  readonly version: string | null
  readonly status: number | null
  readonly endpoint: string | null
  readonly traceId: string | null
  readonly correlationId: string | null
  /** Who it happened to; counted distinct, never shown. */
  readonly user: string | null
  /** Names, mailboxes, numbers and accounts that its fields give for people; to be masked wherever they stand. */
  readonly people?: readonly NamedValue[]
  /** Of a span of a trace rather than a line of a log. */
  readonly span?: {
    readonly id: string
    readonly parent: string | null
    readonly durationMs: number
  }
  /** The allow-listed rest of the document. */
  readonly fields: JsonObject
}
