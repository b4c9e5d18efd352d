/** Counts by bin with what they are counted over. */
export interface Series {
  readonly counts: readonly number[]
  /** Null where every bin is worth the same. */
  readonly exposure: readonly number[] | null
}

/** Sums from the first bin up to each; exposures have a mean of 1, so they count in bins. */
export interface Sums {
  readonly length: number
  readonly count: Float64Array
  readonly exposure: Float64Array
  /** Of squared counts over exposure. */
  readonly square: Float64Array
}

export function sumsOf(counts: Float64Array, exposure: Float64Array): Sums {
  const length = counts.length
  const count = new Float64Array(length + 1)
  const over = new Float64Array(length + 1)
  const square = new Float64Array(length + 1)
  for (let i = 0; i < length; i++) {
    const here = exposure[i]!
    count[i + 1] = count[i]! + counts[i]!
    over[i + 1] = over[i]! + here
    square[i + 1] = square[i]! + (here > 0 ? (counts[i]! * counts[i]!) / here : 0)
  }
  return { length, count, exposure: over, square }
}

export function within(sums: Float64Array, from: number, to: number): number {
  return sums[to]! - sums[from]!
}

const reach = 4
const ordinary = 3

/**
 * Counts in which a bin counts for no more than the third largest around it, unless that is little against the whole:
 * one or two odd bins are no rise, and real traffic has many of them.
 */
export function withoutOddBins(counts: readonly number[], exposure: Float64Array): Float64Array {
  const n = counts.length
  let all = 0
  for (const count of counts) all += count
  const usual = (ordinary * all) / n
  const rates = counts.map((count, i) => (exposure[i]! > 0 ? count / exposure[i]! : 0))
  return Float64Array.from(counts, (count, i) => {
    const most = Math.max(thirdOf(rates, i), usual) * exposure[i]! + ordinary
    return Math.min(count, Math.ceil(most))
  })
}

function thirdOf(rates: readonly number[], at: number): number {
  let [first, second, third] = [0, 0, 0]
  for (let i = Math.max(0, at - reach); i <= Math.min(rates.length - 1, at + reach); i++) {
    const rate = rates[i]!
    if (rate > first) [first, second, third] = [rate, first, second]
    else if (rate > second) [second, third] = [rate, second]
    else if (rate > third) third = rate
  }
  return third
}
