import { chanceOf } from './chance.ts'
import { clearness, isSeenBefore } from './clearness.ts'
import { inflationOf } from './echo.ts'
import { endOf, type Placed, placed, stretchAt } from './locate.ts'
import { lengths, scan, type Way } from './scan.ts'
import { type Series, sumsOf, withoutOddBins } from './series.ts'

/** A stretch of bins with another rate, from `start` up to and without `end`. */
export interface Change extends Omit<Placed, 'sure'> {
  readonly end: number
  readonly p: number
}

/** Traffic doubles within minutes for no reason; a share of it does not. */
const leastTimes = { count: 2, share: 1.5 } as const
/** Log-likelihood by which a change must be more than that, at its edge and as a whole. */
const sharp = 0.35
/** Log-likelihoods by which a change that shows no clear start must be more than triple: a step, and a burst that is over. */
const large = { step: 2.5, burst: 1.5 } as const
/** So clearly more than triple that it may be over in fewer bins, of which real traffic has many, or hide what comes after. */
const beyondDoubt = 12
const lasting = 10
/** A change that is not large must show where it starts: what comes slowly is drift. */
const sureEnough = 0.9
const alpha = { 1: 0.02, [-1]: 0.005 } as const
/** A few dozen shuffles tell no smaller one. */
const leastP = 1e-6
const returns = 2

/** The change that stands out most from what lies next to it and that neither chance nor drift explains. */
export function findChange({ counts, exposure }: Series, way: Way): Change | undefined {
  const over = relative(counts.length, exposure)
  const tame = withoutOddBins(counts, over)
  const all = sumsOf(tame, over)
  const times = exposure === null ? leastTimes.count : leastTimes.share
  let length = counts.length
  for (let turn = 0; turn <= returns; turn++) {
    const found = examine(tame.subarray(0, length), over.subarray(0, length), way, times)
    if (!found) return undefined
    const { size, isBack, ...change } = found
    if (!isBack) {
      const end =
        change.end === length ? endOf(all, change.start, change.end, size, way) : change.end
      return { ...change, end }
    }
    // The rate was seen before: what comes back is no onset, but the first time may have been one.
    length = change.start
  }
  return undefined
}

interface Examined extends Change {
  readonly size: number
  readonly isBack: boolean
}

function examine(
  counts: Float64Array,
  over: Float64Array,
  way: Way,
  times: number,
): Examined | undefined {
  const sums = sumsOf(counts, over)
  const edge = scan(sums, way)
  if (!edge) return undefined
  const { size } = edge
  const stretch = stretchAt(sums, edge, way)
  const cuts = [0, stretch.start, stretch.end, counts.length]
  const inflation = inflationOf(counts, over, sums, cuts, size)
  const { sure, ...place } = placed(sums, stretch, size, inflation)
  const { start, end } = { start: place.start, end: Math.max(stretch.end, place.start + 1) }
  const clear = clearness(sums, { start, end }, size, times, way)
  const lasts = end - start >= lasting || clear.tripled > beyondDoubt
  const isSharp = Math.min(clear.edge, clear.whole) / inflation >= sharp
  const isLarge = clear.tripled / inflation >= large.step || clear.burst / inflation >= large.burst
  // What comes after a clear stretch may be another one, which would pass for noise.
  const alone = (): Examined | undefined =>
    clear.tripled > beyondDoubt && end < counts.length
      ? examine(counts.subarray(0, end), over.subarray(0, end), way, times)
      : undefined
  if (!lasts || !isSharp || (sure < sureEnough && !isLarge)) return alone()
  // Drift widens what shuffles show; a likelihood that is beyond doubt needs none: Bonferroni over starts and lengths.
  const bound = counts.length * lengths.length * Math.exp(-clear.tripled / inflation)
  const p = bound < leastP ? bound : chanceOf(counts, over, edge.gain / inflation, way)
  if (p > alpha[way]) return alone()
  return {
    ...place,
    end,
    p: Math.max(leastP, p),
    size,
    isBack: isSeenBefore(sums, { start, end }, lasting, way),
  }
}

/** Exposures with a mean of 1. */
function relative(length: number, exposure: readonly number[] | null): Float64Array {
  if (exposure === null) return new Float64Array(length).fill(1)
  const mean = exposure.reduce((sum, one) => sum + one, 0) / length
  return Float64Array.from(exposure, (one) => (mean > 0 ? one / mean : 0))
}
