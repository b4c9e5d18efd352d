import type { Onset } from '../../domain/onset.ts'
import type { Comparison } from '../../domain/patterns/compare.ts'
import type { LogResult } from '../../ports/log-store.ts'
import { newSince } from '../shared/logs/figures.ts'
import type { Question } from '../shared/logs/question.ts'

/** Errors since the earliest plausible onset against those before it; null without an onset. */
export function comparisonOf(
  onset: Onset,
  { query }: Question,
  { buckets, errorEvents, errors }: LogResult,
): Comparison | null {
  const { window, bucketMs } = query
  const sinceMs = newSince(onset)
  if (sinceMs === null || !onset.found) return null
  const totals = buckets.map((bucket) => bucket.errors)
  return {
    before: { fromMs: window.fromMs, toMs: sinceMs },
    during: { fromMs: sinceMs, toMs: onset.endMs ?? window.toMs },
    ...(errorEvents.length < errors && {
      sampling: { fromMs: window.fromMs, bucketMs, totals },
    }),
  }
}
