import { negativeBinomial, normal, seeded } from './draw.ts'

/** How counts scatter: a `size` gives the variance mean + mean² / size, a `factor` the variance mean * factor. */
export type Scatter = { readonly size: number } | { readonly factor: number }

/** How the mean moves without an incident, over the whole series. */
export type Drift = 'none' | 'line' | 'day' | 'walk' | 'echo'

/** A rise by `times` that lasts `bins` from a random start. */
export interface Rise {
  readonly times: number
  readonly bins: number
}

export interface Traffic {
  readonly mean: number
  readonly scatter: Scatter
  readonly drift: Drift
  readonly length: number
}

export interface Drawn {
  readonly counts: readonly number[]
  /** The first bin of the rise, and the first after it; null where there is none. */
  readonly start: number | null
  readonly end: number | null
}

/** A start leaves this many bins before it and, for a step, after it. */
const margin = 10

/** One series; the same seed gives the same one. */
export function draw(
  { mean, scatter, drift, length }: Traffic,
  rise: Rise | null,
  seed: number,
): Drawn {
  const random = seeded(seed)
  const shape = drifting(drift, length, random)
  const room = rise === null ? 0 : length - margin - Math.min(rise.bins, margin) - margin
  const start = rise === null ? null : margin + Math.floor(random() * (room + margin))
  const end = rise === null || start === null ? null : Math.min(length, start + rise.bins)
  const counts = shape.map((factor, i) => {
    const risen = start !== null && end !== null && i >= start && i < end ? rise!.times : 1
    const level = mean * factor * risen
    return negativeBinomial(level, sizeOf(scatter, level), random)
  })
  return { counts, start, end }
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
    if (drift === 'echo') {
      state = 0.7 * state + Math.sqrt(1 - 0.49) * normal(random)
      return Math.exp(0.3 * state - 0.045)
    }
    return 1
  })
}
