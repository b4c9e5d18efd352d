import { permutationP, plausibleStarts, scan, type Series } from './onset/scan.ts'

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
const leastRatio = 2

/**
 * When the errors began to rise: a quasi-Poisson likelihood-ratio scan over every start and end, corrected for
 * over-dispersion and autocorrelation, with a permutation p-value. Volume is looked at when errors did not move.
 */
export function findOnset(buckets: readonly Bucket[], bucketMs: number): Onset {
  if (buckets.length < fewestBuckets) return { found: false, reason: 'too few buckets' }
  const totals = buckets.map((bucket) => bucket.total)
  const errors = buckets.map((bucket) => bucket.errors)
  const allErrors = sum(errors)
  const flat = totals.map(() => 1)
  const mostlyErrors = allErrors > 0.5 * sum(totals)
  const byErrors: Onset = mostlyErrors
    ? decide(buckets, bucketMs, 'error count', errors, flat)
    : decide(buckets, bucketMs, 'error share', errors, totals)
  if (byErrors.found || mostlyErrors) return byErrors
  const byVolume = decide(buckets, bucketMs, 'volume', totals, flat)
  return byVolume.found || allErrors === 0 ? byVolume : byErrors
}

function decide(
  buckets: readonly Bucket[],
  bucketMs: number,
  signal: Signal,
  counts: readonly number[],
  exposure: readonly number[],
): Onset {
  const seen = counts.filter((_, i) => exposure[i]! > 0).length
  if (seen < fewestBuckets) return { found: false, reason: 'too few buckets' }
  if (sum(counts) < fewestEvents) return { found: false, reason: 'too few events' }
  const bothWays = signal === 'volume'
  const series: Series = { counts, exposure, bothWays }
  const best = scan(series)
  if (!best) return { found: false, reason: 'no change found' }
  const before = rate(counts, exposure, 0, best.start)
  const during = rate(counts, exposure, best.start, best.end)
  const ratio = before.count === 0 ? during.smooth / before.smooth : during.rate / before.rate
  const strong = ratio >= leastRatio || (bothWays && ratio <= 1 / leastRatio)
  const alpha = bothWays ? 0.005 : 0.01
  const p = strong ? permutationP(series, best.score, alpha) : 1
  if (p > alpha) return { found: false, reason: 'no change found' }
  const starts = plausibleStarts(series, best)
  const perMinute = signal === 'error share' ? 1 : 60_000 / bucketMs
  return {
    found: true,
    signal,
    atMs: buckets[best.start]!.fromMs,
    earliestMs: buckets[starts.first]!.fromMs,
    latestMs: buckets[starts.last]!.fromMs + bucketMs,
    endMs: best.end === buckets.length ? null : buckets[best.end]!.fromMs,
    rateBefore: before.rate * perMinute,
    rateDuring: during.rate * perMinute,
    ratio,
    p,
  }
}

function rate(
  counts: readonly number[],
  exposure: readonly number[],
  from: number,
  to: number,
): { readonly count: number; readonly rate: number; readonly smooth: number } {
  const count = sum(counts.slice(from, to))
  const over = sum(exposure.slice(from, to))
  return { count, rate: ratio0(count, over), smooth: ratio0(count + 0.5, over) }
}

function ratio0(count: number, over: number): number {
  return over > 0 ? count / over : 0
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
