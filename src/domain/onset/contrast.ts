import { fit, fitAt } from './likelihood.ts'
import type { Way } from './scan.ts'
import { type Sums, within } from './series.ts'

/** Sums over the bins of a rate. */
export interface Stretch {
  readonly count: number
  readonly bins: number
}

export function stretchOf(sums: Sums, from: number, to: number): Stretch {
  return { count: within(sums.count, from, to), bins: within(sums.exposure, from, to) }
}

export function both(one: Stretch, other: Stretch): Stretch {
  return { count: one.count + other.count, bins: one.bins + other.bins }
}

/**
 * Log-likelihood by which the rate of `during` is more than `times` that of `usual`, or less than that part of it for a
 * fall; 0 where it is not. Drift and a day's shape double a rate easily.
 */
export function contrast(
  usual: Stretch,
  during: Stretch,
  { size, times, way }: { readonly size: number; readonly times: number; readonly way: Way },
): number {
  const [low, high] = way === 1 ? [usual, during] : [during, usual]
  if (high.count * low.bins <= times * low.count * high.bins) return 0
  const rate = (low.count + high.count) / (low.bins + times * high.bins)
  return (
    fit(low.count, low.bins, size) +
    fit(high.count, high.bins, size) -
    fitAt(low.count, low.bins, size, rate) -
    fitAt(high.count, high.bins, size, times * rate)
  )
}
