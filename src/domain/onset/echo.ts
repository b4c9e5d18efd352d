import { type Sums, within } from './series.ts'

const most = 0.9

/**
 * By how much autocorrelation makes the bins tell less than as many independent ones: (1 + r) / (1 - r) for the residuals
 * around the rates between the cuts. Drift within them counts too.
 */
export function inflationOf(
  counts: Float64Array,
  exposure: Float64Array,
  sums: Sums,
  cuts: readonly number[],
  size: number,
): number {
  let square = 0
  let cross = 0
  let last = 0
  for (let c = 0; c + 1 < cuts.length; c++) {
    const [from, to] = [cuts[c]!, cuts[c + 1]!]
    const rate = within(sums.count, from, to) / within(sums.exposure, from, to)
    for (let i = from; i < to; i++) {
      const mean = rate * exposure[i]!
      const spread = Math.sqrt(mean + (mean * mean) / size)
      const residual = spread > 0 ? (counts[i]! - mean) / spread : 0
      square += residual * residual
      cross += residual * last
      last = residual
    }
  }
  const echo = square > 0 ? Math.max(0, Math.min(most, cross / square)) : 0
  return (1 + echo) / (1 - echo)
}
