import { type Sums, within } from './series.ts'

/** Largest excess variance that is fitted: a negative binomial of size 1/64. */
const mostExcess = 64
const leastExcess = 1e-3

const known = new Float64Array(8_192)
for (let i = 2; i < known.length; i++) known[i] = i * Math.log(i)

function xLogX(x: number): number {
  if (x < known.length && Number.isInteger(x)) return known[x]!
  return x * Math.log(x)
}

/**
 * What a stretch adds to the log-likelihood when it has one rate: counts negative binomial with variance
 * mean + mean² / size a bin. It depends on the stretch by its sum alone, so any stretch is a few look-ups.
 */
export function fit(count: number, bins: number, size: number): number {
  if (bins <= 0) return 0
  const held = bins * size
  return xLogX(count) - (count + held) * Math.log(count + held) + held * Math.log(bins)
}

/** The same at a rate that is given instead of fitted. */
export function fitAt(count: number, bins: number, size: number, rate: number): number {
  if (bins <= 0) return 0
  const held = bins * size
  return count === 0
    ? -held * Math.log(rate + size)
    : count * Math.log(rate) - (count + held) * Math.log(rate + size)
}

/** The size at which counts scatter as much as they do around the rates between the cuts, by moments. */
export function sizeOf(sums: Sums, cuts: readonly number[]): number {
  let surplus = 0
  let room = 0
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i]!, cuts[i + 1]!]
    const count = within(sums.count, from, to)
    const bins = within(sums.exposure, from, to)
    if (to - from < 2 || bins <= 0) continue
    const rate = count / bins
    surplus += within(sums.square, from, to) - rate * count - rate * (to - from - 1)
    room += rate * rate * (to - from - 1)
  }
  return room > 0 ? 1 / Math.min(mostExcess, Math.max(leastExcess, surplus / room)) : leastExcess
}
