import type { LogBucket } from '../../domain/logs/tally.ts'
import { inWindow } from './compile.ts'
import { sampled } from './hits.ts'
import { either, type Query } from './query.ts'

/** How many events lie in one step of time. */
interface Step {
  readonly fromMs: number
  readonly toMs: number
  readonly count: number
}

/** The steps of a window, counted as errors or as events. */
export function stepsOf(
  buckets: readonly LogBucket[],
  bucketMs: number,
  what: 'errors' | 'total',
): readonly Step[] {
  return buckets.map((bucket) => ({
    fromMs: bucket.fromMs,
    toMs: bucket.fromMs + bucketMs,
    count: bucket[what],
  }))
}

/**
 * A random sample of about `most` events, as even over the steps as their numbers allow: a burst does not push the quiet
 * time before it out of the sample. Steps that are taken whole stand together.
 */
export function evenOverTime(steps: readonly Step[], most: number, timeField: string): Query {
  const cap = capOf(
    steps.map(({ count }) => count),
    most,
  )
  const strata: { fromMs: number; toMs: number; rate: number }[] = []
  for (const { fromMs, toMs, count } of steps) {
    const rate = count <= cap ? 1 : cap / count
    const last = strata.at(-1)
    if (last?.rate === 1 && rate === 1) last.toMs = toMs
    else strata.push({ fromMs, toMs, rate })
  }
  return either(strata.map(({ rate, ...window }) => sampled(inWindow(window, timeField), rate)))
}

/** The largest number of events to take of each step so that all together are at most `most`. */
function capOf(counts: readonly number[], most: number): number {
  const rising = counts.toSorted((a, b) => a - b)
  let left = most
  for (const [i, count] of rising.entries()) {
    const share = left / (rising.length - i)
    if (count > share) return share
    left -= count
  }
  return Number.POSITIVE_INFINITY
}
