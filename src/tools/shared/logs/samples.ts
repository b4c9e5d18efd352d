import type { Onset } from '../../../domain/onset.ts'
import type { LogEvent } from '../../../domain/logs/event.ts'
import type { LogResult } from '../../../ports/log-store.ts'
import { beginning } from './cursor.ts'
import { newSince } from './figures.ts'
import type { Question } from './question.ts'

/** The samples of an answer. */
export interface Samples {
  readonly events: readonly LogEvent[]
  /** Where the next page starts when so many of them are shown; null at the end. */
  next(shown: number): string | null
}

/**
 * The store's page; but an answer without a cursor shows errors from the onset on when there was one, because the store
 * begins with the oldest, and its cursor then leads to the first page of all.
 */
export function samplesFrom(question: Question, result: LogResult, onset: Onset): Samples {
  const page: Samples = {
    events: result.samples,
    next: (shown) =>
      shown < result.samples.length ? (result.positions[shown - 1] ?? null) : result.next,
  }
  const { query, paged, isStory } = question
  if (paged || isStory || query.samples === 0) return page
  const sinceMs = newSince(onset)
  const first = result.samples[0]
  if (sinceMs === null || !first || first.atMs >= sinceMs) return page
  const later = result.errorEvents.filter(({ atMs }) => atMs >= sinceMs).slice(0, query.samples)
  return later.length === 0 ? page : { events: later, next: () => beginning }
}
