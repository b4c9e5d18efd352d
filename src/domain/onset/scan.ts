const quietBuckets = 3
const permutations = 399

/** Counts by bucket with what they are counted over; `bothWays` also looks for a fall. */
export interface Series {
  readonly counts: readonly number[]
  readonly exposure: readonly number[]
  readonly bothWays: boolean
}

export interface Span {
  readonly start: number
  readonly end: number
  readonly gain: number
  /** Dispersion times the variance inflation that autocorrelation causes; at least 1. */
  readonly noise: number
  readonly score: number
}

/** The span whose own rate explains the counts best; undefined when no span stands out at all. */
export function scan({ counts, exposure, bothWays }: Series): Span | undefined {
  const n = counts.length
  const table = prefix(counts, exposure)
  let start = -1
  let end = -1
  let gain = 0
  for (let from = quietBuckets; from < n; from++) {
    for (let to = from + 1; to <= n; to++) {
      const candidate = gainOf(table, from, to, bothWays)
      if (candidate > gain) {
        gain = candidate
        start = from
        end = to
      }
    }
  }
  if (start < 0) return undefined
  const noise = noiseOf(counts, exposure, start, end, table)
  return { start, end, gain, noise, score: gain / noise }
}

interface Prefix {
  readonly count: Float64Array
  readonly exposure: Float64Array
}

function prefix(counts: readonly number[], exposure: readonly number[]): Prefix {
  const table = {
    count: new Float64Array(counts.length + 1),
    exposure: new Float64Array(counts.length + 1),
  }
  for (let i = 0; i < counts.length; i++) {
    table.count[i + 1] = table.count[i]! + counts[i]!
    table.exposure[i + 1] = table.exposure[i]! + exposure[i]!
  }
  return table
}

function gainOf(table: Prefix, from: number, to: number, bothWays: boolean): number {
  const n = table.count.length - 1
  const allCount = table.count[n]!
  const allExposure = table.exposure[n]!
  const inCount = table.count[to]! - table.count[from]!
  const inExposure = table.exposure[to]! - table.exposure[from]!
  const outCount = allCount - inCount
  const outExposure = allExposure - inExposure
  if (inExposure <= 0 || outExposure <= 0) return 0
  if (!bothWays && inCount * outExposure <= outCount * inExposure) return 0
  return xLog(inCount, inExposure) + xLog(outCount, outExposure) - xLog(allCount, allExposure)
}

function xLog(count: number, exposure: number): number {
  return count === 0 ? 0 : count * Math.log(count / exposure)
}

function noiseOf(
  counts: readonly number[],
  exposure: readonly number[],
  start: number,
  end: number,
  table: Prefix,
): number {
  const n = counts.length
  const inRate = ratio0(
    table.count[end]! - table.count[start]!,
    table.exposure[end]! - table.exposure[start]!,
  )
  const outRate = ratio0(
    table.count[n]! - table.count[end]! + table.count[start]!,
    table.exposure[n]! - table.exposure[end]! + table.exposure[start]!,
  )
  let square = 0
  let cross = 0
  let used = 0
  let last = 0
  for (let i = 0; i < n; i++) {
    const mean = (i >= start && i < end ? inRate : outRate) * exposure[i]!
    const residual = mean > 0 ? (counts[i]! - mean) / Math.sqrt(mean) : 0
    if (exposure[i]! > 0) used++
    square += residual * residual
    cross += residual * last
    last = residual
  }
  const dispersion = Math.max(1, square / Math.max(1, used - 3))
  const echo = square === 0 ? 0 : Math.min(0.9, Math.max(0, cross / square))
  return dispersion * ((1 + echo) / (1 - echo))
}

/** How often chance alone, the buckets in random order, looks as striking; stops early once above `alpha`. */
export function permutationP(
  { counts, exposure, bothWays }: Series,
  score: number,
  alpha: number,
): number {
  const order = counts.map((_, i) => i)
  const random = seeded(0x5eed)
  const enough = alpha * (permutations + 1)
  let reached = 0
  for (let round = 0; round < permutations; round++) {
    shuffle(order, random)
    const shuffled = scan({
      counts: order.map((i) => counts[i]!),
      exposure: order.map((i) => exposure[i]!),
      bothWays,
    })
    if (shuffled && shuffled.score >= score) reached++
    if (reached >= enough) return (reached + 1) / (round + 2)
  }
  return (reached + 1) / (permutations + 1)
}

/** Starts whose best span is within 95 % likelihood of the best one. */
export function plausibleStarts(
  { counts, exposure, bothWays }: Series,
  best: Span,
): { readonly first: number; readonly last: number } {
  const table = prefix(counts, exposure)
  const least = best.gain - 1.92 * best.noise
  let first = best.start
  let last = best.start
  for (let from = quietBuckets; from < best.end; from++) {
    if (gainOf(table, from, best.end, bothWays) < least) continue
    first = Math.min(first, from)
    last = Math.max(last, from)
  }
  return { first, last }
}

function ratio0(count: number, over: number): number {
  return over > 0 ? count / over : 0
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = order[i]!
    order[i] = order[j]!
    order[j] = held
  }
}

/** mulberry32: the same answer for the same counts, always. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
