import type { Gap } from '../domain/gap.ts'
import type { JsonObject } from '../domain/json.ts'
import type { NamedValue } from '../domain/known-person.ts'
import type { Window } from '../domain/window.ts'

/** One log event in our words, still raw: it must pass the redactor before it goes anywhere. */
export interface LogEvent {
  readonly atMs: number
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | null
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
  /** The allow-listed rest of the document. */
  readonly fields: JsonObject
}

export interface LogFilters {
  readonly service?: string
  readonly environment?: string
  readonly region?: string
  readonly version?: string
  readonly level?: string
  readonly status?: string
  readonly endpoint?: string
  readonly traceId?: string
  readonly correlationId?: string
  /** The clear value behind a `«user:...»` token. */
  readonly user?: string
  /** A literal that the message contains, case-insensitive. */
  readonly text?: string
  /**
   * The message as its reader sees it. When given, `text` must stand in that too, so that counting hits of a prefix
   * cannot spell out what is hidden.
   */
  readonly shown?: (message: string) => string
}

export interface LogQuery {
  readonly window: Window
  readonly filters: LogFilters
  readonly bucketMs: number
  /** At most this many samples, errors first, after the position of `after`. */
  readonly samples: number
  readonly after: string | null
}

export interface LogBucket {
  readonly fromMs: number
  readonly total: number
  readonly errors: number
}

/** What one pass over all sources found. Counts are exact unless `gaps` says otherwise. */
export interface LogResult {
  readonly sources: readonly string[]
  readonly total: number
  readonly errors: number
  readonly buckets: readonly LogBucket[]
  readonly tops: Readonly<
    Record<string, readonly { value: string; count: number; errors: number }[]>
  >
  /** Distinct users with an error, exact; round before showing. */
  readonly affectedUsers: number
  /** Error messages for the miner, at most 20,000, in time order. */
  readonly errorEvents: readonly LogEvent[]
  readonly samples: readonly LogEvent[]
  /** Position after the last sample, null at the end. */
  readonly next: string | null
  readonly brokenLines: number
  readonly gaps: readonly Gap[]
}

/** Logs. A source that fails is a gap in the result, never an error and never an empty answer. */
export interface LogStore {
  search(query: LogQuery, signal: AbortSignal): Promise<LogResult>
}
