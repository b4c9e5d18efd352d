import type { Gap } from '../domain/gap.ts'
import type { LogEvent } from '../domain/logs/event.ts'
import type { LogFilters } from '../domain/logs/filters.ts'
import type { LogSample } from '../domain/logs/sample-page.ts'
import type { Counts } from '../domain/logs/tally.ts'
import type { Window } from '../domain/window.ts'
import type { SourceCheck } from './source-check.ts'

export interface LogQuery {
  readonly window: Window
  readonly filters: LogFilters
  readonly bucketMs: number
  /** At most this many samples after the position of `after`. */
  readonly samples: number
  /** Samples come errors first and then in time order, or in time order alone. */
  readonly order: 'errors first' | 'time'
  readonly after: string | null
  /** True to be answered with the spans of traces as well, where a source has them; they count like events. */
  readonly spans: boolean
}

/** What one pass over all sources found. Counts are exact unless `gaps` says otherwise. */
export interface LogResult extends Counts {
  readonly sources: readonly string[]
  readonly samples: readonly LogEvent[]
  /** Of each sample, from which the next page would start behind it. */
  readonly positions: readonly string[]
  /** Position after the last sample, null at the end. */
  readonly next: string | null
  readonly brokenLines: number
  readonly gaps: readonly Gap[]
}

/** Logs. A source that fails is a gap in the result, never an error and never an empty answer. */
export interface LogStore {
  search(query: LogQuery, signal: AbortSignal): Promise<LogResult>
  /** Whether each source can be reached and read, and only read. */
  check(signal: AbortSignal): Promise<readonly SourceCheck[]>
}

/** A page of one source: its samples know their places among those of all sources. */
export interface SourceResult extends Omit<LogResult, 'samples' | 'positions' | 'next'> {
  readonly samples: readonly LogSample[]
  /** True when this source has further samples. */
  readonly more: boolean
}

/** One system that holds logs; `mergeLogSources` makes a store of several. */
export interface LogSource {
  search(query: LogQuery, signal: AbortSignal): Promise<SourceResult>
  check(signal: AbortSignal): Promise<readonly SourceCheck[]>
}
