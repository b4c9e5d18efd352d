import type { ChangeEvent } from '../change-event.ts'

/** Between which instants the incident began, epoch milliseconds, both included. */
export interface OnsetSpan {
  readonly earliestMs: number
  readonly latestMs: number
}

/** A change against the onset; `lagMs` is from the moment it was in effect to the onset's earliest instant, never negative. */
export interface Timing {
  readonly when:
    | 'unknown'
    | 'after'
    | 'at onset'
    | 'within hour'
    | 'within 6 h'
    | 'within day'
    | 'dormant'
  readonly lagMs: number
}

const minuteMs = 60_000

const bands = [
  { when: 'at onset', upToMs: 15 * minuteMs },
  { when: 'within hour', upToMs: 60 * minuteMs },
  { when: 'within 6 h', upToMs: 360 * minuteMs },
  { when: 'within day', upToMs: 1_440 * minuteMs },
] as const

/** A change that was still going on at the onset has no lag; one that started after it cannot be its cause. */
export function timingOf(change: ChangeEvent, onset: OnsetSpan | null): Timing {
  if (onset === null) return { when: 'unknown', lagMs: 0 }
  if (change.startedAtMs > onset.latestMs) return { when: 'after', lagMs: 0 }
  const effectiveMs = Math.max(change.startedAtMs, change.finishedAtMs ?? change.startedAtMs)
  const lagMs = Math.max(0, onset.earliestMs - effectiveMs)
  return { when: bands.find((band) => lagMs <= band.upToMs)?.when ?? 'dormant', lagMs }
}
