import { findChange } from './onset/change.ts'
import { near, type Way } from './onset/scan.ts'

/** Counts of one time bucket; `total` includes the errors. */
interface Bucket {
  readonly fromMs: number
  readonly total: number
  readonly errors: number
}

/** Which figure moved: errors as a share of all events, errors by number, or the number of events. */
export type Signal = 'error share' | 'error count' | 'volume'

export type Onset =
  | {
      readonly found: true
      readonly signal: Signal
      readonly atMs: number
      /** The onset lies between these two with about 95 % confidence. */
      readonly earliestMs: number
      readonly latestMs: number
      /** Null when it still goes on at the end of the window. */
      readonly endMs: number | null
      /** Shares 0 to 1 for `error share`, events a minute otherwise. */
      readonly rateBefore: number
      readonly rateDuring: number
      /** During over before; half an event is added to both where there was none before. */
      readonly ratio: number
      readonly p: number
    }
  | {
      readonly found: false
      readonly reason: 'no change found' | 'too few buckets' | 'too few events'
    }

const fewestBuckets = 10
const fewestEvents = 8
const rise: readonly Way[] = [1]
const riseOrFall: readonly Way[] = [1, -1]

/**
 * When the errors began to rise: the edge with the largest likelihood ratio, counts taken for negative binomial and corrected
 * for autocorrelation, unless chance or drift explains it. Volume, which may also fall, is looked at when errors did not move.
 */
export function findOnset(buckets: readonly Bucket[], bucketMs: number): Onset {
  const [first] = buckets
  if (!first || buckets.length < fewestBuckets) return { found: false, reason: 'too few buckets' }
  const totals = buckets.map((bucket) => bucket.total)
  const errors = buckets.map((bucket) => bucket.errors)
  const allErrors = sum(errors)
  const mostlyErrors = allErrors > 0.5 * sum(totals)
  const time = { startMs: first.fromMs, bucketMs }
  const byErrors: Onset = mostlyErrors
    ? onsetOfCounts(errors, time)
    : decide('error share', errors, totals, rise, time)
  if (byErrors.found || mostlyErrors) return byErrors
  const byVolume = decide('volume', totals, null, riseOrFall, time)
  return byVolume.found || allErrors === 0 ? byVolume : byErrors
}

interface Time {
  readonly startMs: number
  readonly bucketMs: number
}

/** When counts of buckets that follow each other began to rise; `error count` is their signal. */
export function onsetOfCounts(counts: readonly number[], time: Time): Onset {
  return decide('error count', counts, null, rise, time)
}

function decide(
  signal: Signal,
  counts: readonly number[],
  exposure: readonly number[] | null,
  ways: readonly Way[],
  { startMs, bucketMs }: Time,
): Onset {
  const seen = exposure ? exposure.filter((one) => one > 0).length : counts.length
  if (seen < fewestBuckets) return { found: false, reason: 'too few buckets' }
  if (sum(counts) < fewestEvents) return { found: false, reason: 'too few events' }
  for (const way of ways) {
    const change = findChange({ counts, exposure }, way)
    if (!change) continue
    const before = rate(counts, exposure, Math.max(0, change.start - near), change.start)
    const during = rate(counts, exposure, change.start, change.end)
    const perMinute = signal === 'error share' ? 1 : 60_000 / bucketMs
    const at = (bucket: number): number => startMs + bucket * bucketMs
    return {
      found: true,
      signal,
      atMs: at(change.start),
      earliestMs: at(change.first),
      latestMs: at(change.last + 1),
      endMs: change.end === counts.length ? null : at(change.end),
      rateBefore: before.rate * perMinute,
      rateDuring: during.rate * perMinute,
      ratio: before.count === 0 ? during.smooth / before.smooth : during.rate / before.rate,
      p: change.p,
    }
  }
  return { found: false, reason: 'no change found' }
}

function rate(
  counts: readonly number[],
  exposure: readonly number[] | null,
  from: number,
  to: number,
): { readonly count: number; readonly rate: number; readonly smooth: number } {
  const count = sum(counts.slice(from, to))
  const over = exposure === null ? to - from : sum(exposure.slice(from, to))
  return { count, rate: ratio0(count, over), smooth: ratio0(count + 0.5, over) }
}

function ratio0(count: number, over: number): number {
  return over > 0 ? count / over : 0
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
