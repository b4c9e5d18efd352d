import { negativeBinomial, normal, seeded } from './draw.ts'

/** How counts scatter: a `size` gives the variance mean + mean² / size, a `factor` the variance mean * factor. */
export type Scatter = { readonly size: number } | { readonly factor: number }

/**
 * How the mean moves without an incident: a line from half to one and a half of it or back, one sine of that height over the
 * series, a random walk, or autocorrelation of 0.7 from bin to bin.
 */
export const drifts = ['none', 'line', 'day', 'walk', 'echo'] as const
export type Drift = (typeof drifts)[number]

/** A rise by `times` that lasts `bins`. */
export interface Rise {
  readonly times: number
  readonly bins: number
  /** It starts at random, with at least this many bins before and after its start. */
  readonly margin: number
}

export interface Traffic {
  /** Events a bin. */
  readonly mean: number
  readonly scatter: Scatter
  readonly drift: Drift
  /** In bins. */
  readonly length: number
}

export interface Drawn {
  readonly counts: readonly number[]
  /** The first bin of the rise; null where there is none. */
  readonly start: number | null
}

/** One series; the same seed gives the same one. */
export function draw(
  { mean, scatter, drift, length }: Traffic,
  rise: Rise | null,
  seed: number,
): Drawn {
  const random = seeded(seed)
  const shape = drifting(drift, length, random)
  const start = rise && rise.margin + Math.floor(random() * (length - 2 * rise.margin))
  const counts = shape.map((factor, i) => {
    const risen = rise && start !== null && i >= start && i < start + rise.bins
    const level = mean * factor * (risen ? rise.times : 1)
    return negativeBinomial(level, sizeOf(scatter, level), random)
  })
  return { counts, start }
}

function sizeOf(scatter: Scatter, level: number): number {
  return 'size' in scatter ? scatter.size : level / (scatter.factor - 1)
}

function drifting(drift: Drift, length: number, random: () => number): readonly number[] {
  const turn = 2 * Math.PI * random()
  const slope = random() < 0.5 ? -0.5 : 0.5
  let state = normal(random)
  let walk = 0
  return Array.from({ length }, (_, i) => {
    const at = i / length
    if (drift === 'line') return 1 + slope * (2 * at - 1)
    if (drift === 'day') return 1 + 0.5 * Math.sin(2 * Math.PI * at + turn)
    if (drift === 'walk') return Math.exp((walk += (0.3 * normal(random)) / Math.sqrt(length)))
    if (drift === 'none') return 1
    state = 0.7 * state + Math.sqrt(0.51) * normal(random)
    return Math.exp(0.3 * state - 0.045)
  })
}
