import type { Window } from '../window.ts'

/** How many messages there truly were in each step of time, of which those that are mined may be a sample. */
export interface Sampling {
  readonly fromMs: number
  readonly bucketMs: number
  readonly totals: readonly number[]
}

/** What a sample says about all. */
export interface Weighing {
  /** For how many messages one at that time stands. */
  weightAt(atMs: number): number
  /** How long was looked, in milliseconds; a step of which half was sampled counts half. */
  exposure(window: Window): number
}

/** Every message was seen. */
export const unsampled: Weighing = {
  weightAt: () => 1,
  exposure: ({ fromMs, toMs }) => Math.max(0, toMs - fromMs),
}

/** Weighs a sample by what it was drawn from, step by step. */
export function weigh(
  { fromMs, bucketMs, totals }: Sampling,
  events: readonly { readonly atMs: number }[],
): Weighing {
  const stepOf = (atMs: number): number => Math.floor((atMs - fromMs) / bucketMs)
  const seen = new Float64Array(totals.length)
  for (const { atMs } of events) {
    const step = stepOf(atMs)
    if (step >= 0 && step < seen.length) seen[step]!++
  }
  const weights = totals.map((total, step) => Math.max(1, total / (seen[step] || 1)))
  const shares = totals.map((total, step) => (total > 0 ? Math.min(1, seen[step]! / total) : 1))
  return {
    weightAt: (atMs) => weights[stepOf(atMs)] ?? 1,
    exposure(window) {
      let sum = 0
      for (const [step, share] of shares.entries()) {
        const start = fromMs + step * bucketMs
        const overlap = Math.min(window.toMs, start + bucketMs) - Math.max(window.fromMs, start)
        if (overlap > 0) sum += overlap * share
      }
      return sum
    },
  }
}
