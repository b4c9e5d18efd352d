import { seeded } from '../seeded.ts'
import { scan, type Way } from './scan.ts'
import { sumsOf } from './series.ts'

const few = 29
const many = 99
/** Below and above these the first few shuffles tell enough. */
const surely = 1e-6
const hardly = 0.2
/** Of the Gumbel distribution: variance is (π² / 6) scale², mean is mode + 0.5772 scale. */
const gumbelScale = Math.sqrt(6) / Math.PI
const euler = 0.5772

/**
 * How often chance alone, the bins in random order, has an edge of that gain. The largest gains of some shuffles are taken
 * for a Gumbel distribution, as SaTScan does (Abrams, Kulldorff and Kleinman 2010), which tells small p-values from
 * few shuffles; it stops early where these tell enough.
 */
export function chanceOf(
  counts: Float64Array,
  exposure: Float64Array,
  gain: number,
  way: Way,
): number {
  const random = seeded(0x5eed)
  const mixed = { counts: counts.slice(), exposure: exposure.slice() }
  const gains: number[] = []
  for (let round = 1; round <= many; round++) {
    shuffle(mixed.counts, mixed.exposure, random)
    gains.push(scan(sumsOf(mixed.counts, mixed.exposure), way)?.gain ?? 0)
    if (round !== few) continue
    const p = tail(gains, gain)
    if (p < surely || p > hardly) return p
  }
  return tail(gains, gain)
}

function tail(gains: readonly number[], gain: number): number {
  const mean = gains.reduce((all, one) => all + one, 0) / gains.length
  const square = gains.reduce((all, one) => all + (one - mean) ** 2, 0) / (gains.length - 1)
  const scale = Math.max(0.1, Math.sqrt(square) * gumbelScale)
  return -Math.expm1(-Math.exp((mean - euler * scale - gain) / scale))
}

function shuffle(counts: Float64Array, exposure: Float64Array, random: () => number): void {
  for (let i = counts.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const count = counts[i]!
    counts[i] = counts[j]!
    counts[j] = count
    const over = exposure[i]!
    exposure[i] = exposure[j]!
    exposure[j] = over
  }
}
