import { seeded as fromZero } from '../../src/domain/seeded.ts'

/** Between 0 and 1 and neither of both, since logarithms are taken of them; the same numbers for the same seed. */
export function seeded(seed: number): () => number {
  const next = fromZero(seed)
  return () => next() + 0.5 / 4_294_967_296
}

export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
}

/** Marsaglia and Tsang, ACM TOMS 26 (2000). */
function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(random)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Knuth's product, in pieces that do not underflow. */
function poisson(mean: number, random: () => number): number {
  let count = 0
  for (let left = mean; left > 0; left -= 500) {
    const least = Math.exp(-Math.min(left, 500))
    for (let product = random(); product > least; count++) product *= random()
  }
  return count
}

/** Variance is mean + mean² / shape. */
export function negativeBinomial(mean: number, shape: number, random: () => number): number {
  return poisson(gamma(shape, random) * (mean / shape), random)
}
