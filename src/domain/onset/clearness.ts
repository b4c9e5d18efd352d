import { both, contrast, stretchOf } from './contrast.ts'
import { near, quietBins, type Way } from './scan.ts'
import { type Sums, within } from './series.ts'

const edgeBins = 15
/** Where events are rare, the edge is compared with more bins before it, until they hold so many. */
const fewestEvents = 6
/** Times the rate of as many bins before it. */
const unseen = 1.6
const comparedBins = 30

interface Span {
  readonly start: number
  readonly end: number
}

/** Log-likelihoods by which the rate is more than the least, or more than triple. */
export interface Clearness {
  /** At the edge, next to the start. */
  readonly edge: number
  /** As a whole, against what lies before it or, once it has ended, around it. */
  readonly whole: number
  /** The same for more than triple. */
  readonly tripled: number
  /** More than triple around it alone; 0 while it has not ended. */
  readonly burst: number
}

export function clearness(
  sums: Sums,
  { start, end }: Span,
  size: number,
  times: number,
  way: Way,
): Clearness {
  const before = stretchOf(sums, Math.max(0, start - near), start)
  const during = stretchOf(sums, start, Math.min(end, start + near))
  const after = stretchOf(sums, end, Math.min(sums.length, end + near))
  const onset = (than: number): number => contrast(before, during, { size, times: than, way })
  const burst = (than: number): number =>
    after.bins < quietBins ? 0 : contrast(both(before, after), during, { size, times: than, way })
  const outside = stretchOf(sums, edgeFrom(sums, start), start)
  const inside = stretchOf(sums, start, Math.min(sums.length, start + edgeBins))
  return {
    edge: contrast(outside, inside, { size, times, way }),
    whole: Math.max(onset(times), burst(times)),
    tripled: Math.max(onset(3), burst(3)),
    burst: burst(3),
  }
}

function edgeFrom(sums: Sums, start: number): number {
  const furthest = Math.max(0, start - near)
  let from = Math.max(0, start - edgeBins)
  while (from > furthest && within(sums.count, from, start) < fewestEvents) from--
  return from
}

/** Whether a rate much like that of the span stood before it, over as many bins, `fewest` at least: then it comes back. */
export function isSeenBefore(sums: Sums, { start, end }: Span, fewest: number, way: Way): boolean {
  const bins = Math.min(Math.max(end - start, fewest), comparedBins)
  const seen = extremeBefore(sums, start, bins, way)
  if (seen === undefined) return false
  const rate = within(sums.count, start, end) / within(sums.exposure, start, end)
  const half = 0.5 / bins
  return way === 1 ? rate + half < unseen * (seen + half) : unseen * (rate + half) > seen + half
}

/** The highest rate, or the lowest for a fall, of as many bins in a row before `start`; undefined where there are fewer. */
function extremeBefore(sums: Sums, start: number, bins: number, way: Way): number | undefined {
  let extreme: number | undefined
  for (let at = 0; at + bins <= start; at++) {
    const over = within(sums.exposure, at, at + bins)
    if (over <= 0) continue
    const rate = within(sums.count, at, at + bins) / over
    if (extreme === undefined || way * (rate - extreme) > 0) extreme = rate
  }
  return extreme
}
