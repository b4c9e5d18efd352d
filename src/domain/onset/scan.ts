import { fit, sizeOf } from './likelihood.ts'
import { type Sums, within } from './series.ts'

/** Bins that a rate before the onset needs. */
export const quietBins = 5
/** Bins on either side that a rise is compared with: what is further away may have drifted. */
export const near = 60
/** In bins, of the stretches that are looked at. */
export const lengths = [3, 4, 5, 6, 8, 11, 15, 20, 28, 40, 60, 90] as const
const shortestEnded = 4

/** 1 for a rise, -1 for a fall. */
export type Way = 1 | -1

export interface Edge {
  readonly start: number
  /** The first bin after the stretch that was compared; the rise may last longer. */
  readonly end: number
  /** Log-likelihood by which a rate of its own explains the stretch better. */
  readonly gain: number
  readonly size: number
}

/** The start from which counts differ most from what lies next to them; undefined when none differs that way. */
export function scan(sums: Sums, way: Way): Edge | undefined {
  const first = best(sums, sizeOf(sums, [0, sums.length]), way)
  if (!first) return undefined
  const second = best(sums, sizeOf(sums, [0, first.start, first.end, sums.length]), way)
  if (!second) return undefined
  const size = sizeOf(sums, [0, second.start, second.end, sums.length])
  return { ...second, size, gain: gainOf(sums, second.start, second.end, size, way) }
}

function best(sums: Sums, size: number, way: Way): Edge | undefined {
  const n = sums.length
  let found: Edge | undefined
  let most = 0
  for (const length of lengths) {
    const step = length < 20 ? 1 : length < 60 ? 2 : 4
    for (let start = quietBins; start + length <= n; start += step) {
      const end = start + length
      if (length < shortestEnded && end < n) continue
      const gain = gainOf(sums, start, end, size, way)
      if (gain <= most) continue
      most = gain
      found = { start, end, gain, size }
    }
  }
  return found
}

/** Against the bins before alone, or, where the stretch has ended, against those on both sides. */
export function gainOf(sums: Sums, start: number, end: number, size: number, way: Way): number {
  const from = Math.max(0, start - near)
  const until = Math.min(sums.length, end + near)
  const before = within(sums.count, from, start)
  const beforeBins = within(sums.exposure, from, start)
  const during = within(sums.count, start, end)
  const duringBins = within(sums.exposure, start, end)
  if (way * (during * beforeBins - before * duringBins) <= 0) return 0
  const alone = fit(during, duringBins, size)
  const one =
    fit(before, beforeBins, size) + alone - fit(before + during, beforeBins + duringBins, size)
  if (until - end < quietBins) return one
  const around = before + within(sums.count, end, until)
  const aroundBins = beforeBins + within(sums.exposure, end, until)
  const ended =
    way === 1
      ? during * aroundBins > 2 * around * duringBins
      : 2 * during * aroundBins < around * duringBins
  if (!ended) return one
  const two =
    fit(around, aroundBins, size) + alone - fit(around + during, aroundBins + duringBins, size)
  return Math.max(one, two)
}
