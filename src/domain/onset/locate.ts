import { fit } from './likelihood.ts'
import { near, quietBins, type Way } from './scan.ts'
import { type Sums, within } from './series.ts'

const shortest = 3
/** Log-likelihood by which the bins must have spoken against the stretch for what comes later to be another one. */
const ended = 20
/** An answer this many bins off is still a good one. */
const close = 2
/** So much more likely must a start be to have the true one close by, to be preferred to the likeliest. */
const gained = 0.01

/** Where the stretch around an edge begins and ends: each is fitted to the other, twice. */
export function stretchAt(
  sums: Sums,
  edge: { readonly start: number; readonly end: number; readonly size: number },
  way: Way,
): { readonly start: number; readonly end: number } {
  let { start, end } = edge
  for (let turn = 0; turn < 2; turn++) {
    end = endOf(sums, start, end, edge.size, way)
    start = likeliest(splits(sums, start, end, edge.size))
  }
  return { start, end }
}

/** The end up to which the bins speak for the rate of the stretch rather than for the one before it. */
export function endOf(sums: Sums, start: number, end: number, size: number, way: Way): number {
  const from = Math.max(0, start - near)
  const low = (within(sums.count, from, start) + 0.5) / within(sums.exposure, from, start)
  const during = Math.max(within(sums.count, start, end), 0.5)
  const high = during / within(sums.exposure, start, end)
  if (way * (high - low) <= 0) return end
  const each = Math.log((high * (low + size)) / (low * (high + size)))
  const cost = size * Math.log((high + size) / (low + size))
  let best = end
  let most = -Infinity
  for (let to = start + 1; to <= sums.length; to++) {
    const speaks = within(sums.count, start, to) * each - within(sums.exposure, start, to) * cost
    if (to > end && most - speaks > ended) break
    if (speaks <= most) continue
    most = speaks
    best = to
  }
  return Math.min(sums.length, Math.max(best, start + shortest))
}

interface Splits {
  readonly first: number
  /** Log-likelihood of each start from `first` on. */
  readonly values: readonly number[]
}

function splits(sums: Sums, start: number, end: number, size: number): Splits {
  const from = Math.max(0, start - near)
  const until = Math.min(end, start + near)
  const part = (a: number, b: number): number =>
    fit(within(sums.count, a, b), within(sums.exposure, a, b), size)
  const first = Math.max(quietBins, from + 1)
  const values: number[] = []
  for (let at = first; at <= until - shortest || at === first; at++) {
    values.push(part(from, at) + part(at, until))
  }
  return { first, values }
}

function likeliest({ first, values }: Splits): number {
  return first + values.indexOf(Math.max(...values))
}

export interface Placed {
  readonly start: number
  /** 95 % of the likelihood lies from the first to the last. */
  readonly first: number
  readonly last: number
  /** The share of the likelihood that lies within two bins of the start. */
  readonly sure: number
}

/** The start and how sure it is; `inflation` is by how much autocorrelation makes the bins tell less. */
export function placed(
  sums: Sums,
  { start, end }: { readonly start: number; readonly end: number },
  size: number,
  inflation: number,
): Placed {
  const { first, values } = splits(sums, start, end, size)
  const top = Math.max(...values)
  const weights = values.map((value) => Math.exp((value - top) / inflation))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const upTo = [0]
  for (const weight of weights) upTo.push(upTo.at(-1)! + weight / all)
  const around = weights.map(
    (_, i) => upTo[Math.min(weights.length, i + close + 1)]! - upTo[Math.max(0, i - close)]!,
  )
  const likely = values.indexOf(top)
  const surest = around.indexOf(Math.max(...around))
  const at = around[surest]! > around[likely]! + gained ? surest : likely
  const low = upTo.findIndex((share) => share > 0.025) - 1
  const high = upTo.findIndex((share) => share >= 0.975 - 1e-9) - 1
  return {
    start: first + at,
    first: first + Math.min(at, low),
    last: first + Math.max(at, high),
    sure: around[at]!,
  }
}
