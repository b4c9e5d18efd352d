import { findOnset } from '../../../domain/onset.ts'
import type { LogEvent } from '../../../domain/logs/event.ts'
import type { LogResult } from '../../../ports/log-store.ts'
import { beginning } from './cursor.ts'
import { newSince, wholeBuckets } from './figures.ts'
import type { Question } from './question.ts'

/** The samples of an answer and where the next page starts; null at the end. */
interface Shown {
  readonly samples: readonly LogEvent[]
  readonly next: string | null
}

/**
 * The store's page; but an answer without a cursor shows errors from the onset on when there was one, because the store
 * begins with the oldest, and its cursor then leads to the first page of all.
 */
export function samplesFrom({ query, paged }: Question, result: LogResult, nowMs: number): Shown {
  const { samples, next } = result
  if (paged || query.samples === 0) return { samples, next }
  const { window, bucketMs } = query
  const buckets = wholeBuckets(result.buckets, bucketMs, Math.min(window.toMs, nowMs))
  const sinceMs = newSince(findOnset(buckets, bucketMs))
  const first = samples[0]
  if (sinceMs === null || !first || first.atMs >= sinceMs) return { samples, next }
  const later = result.errorEvents.filter(({ atMs }) => atMs >= sinceMs).slice(0, query.samples)
  return later.length === 0 ? { samples, next } : { samples: later, next: beginning }
}
