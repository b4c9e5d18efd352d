import { type Onset, findOnset } from '../../../domain/onset.ts'
import type { LogBucket, Span } from '../../../domain/logs/tally.ts'

/** Affected users rounded to fives or two digits, so that two answers do not tell one person apart; null below five. */
export function aboutUsers(exact: number): number | null {
  if (exact < 5) return null
  const step = exact < 100 ? 5 : 10 ** (Math.floor(Math.log10(exact)) - 1)
  return Math.max(5, Math.round(exact / step) * step)
}

/** Errors over events from `fromMs` to `toMs`; null when there were no events. */
export function errorRate(
  buckets: readonly LogBucket[],
  fromMs: number,
  toMs: number,
): number | null {
  let total = 0
  let errors = 0
  for (const bucket of buckets) {
    if (bucket.fromMs < fromMs || bucket.fromMs >= toMs) continue
    total += bucket.total
    errors += bucket.errors
  }
  return total === 0 ? null : errors / total
}

/** When it began, by the whole buckets that lie in the past: one that is cut by the window's end or by now looks like a fall. */
export function onsetOf(
  { window, bucketMs }: Span,
  buckets: readonly LogBucket[],
  nowMs: number,
): Onset {
  return findOnset(wholeBuckets(buckets, bucketMs, Math.min(window.toMs, nowMs)), bucketMs)
}

function wholeBuckets(
  buckets: readonly LogBucket[],
  bucketMs: number,
  endMs: number,
): readonly LogBucket[] {
  return buckets.filter(({ fromMs }) => fromMs + bucketMs <= endMs)
}

/** From when a pattern counts as new: the earliest plausible onset of a rise in errors. */
export function newSince(onset: Onset): number | null {
  return onset.found && onset.signal !== 'volume' ? onset.earliestMs : null
}
