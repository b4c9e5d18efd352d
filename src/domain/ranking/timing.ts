import type { ChangeEvent } from '../change-event.ts'
import { bands } from './rates.ts'

/** Between which instants the incident began, epoch milliseconds, both included. */
export interface OnsetSpan {
  readonly earliestMs: number
  readonly latestMs: number
}

/** A change against the onset; `lagMs` is from the moment it was in effect to the onset's earliest instant, never negative. */
export interface Timing {
  readonly when: 'unknown' | 'after' | 'future' | (typeof bands)[number]['when']
  readonly lagMs: number
}

const minuteMs = 60_000

/** A change that was still going on at the onset has no lag; one that started after it cannot be its cause. */
export function timingOf(change: ChangeEvent, onset: OnsetSpan | null, nowMs: number): Timing {
  if (change.startedAtMs > nowMs) return { when: 'future', lagMs: 0 }
  if (onset === null) return { when: 'unknown', lagMs: 0 }
  if (change.startedAtMs > onset.latestMs) return { when: 'after', lagMs: 0 }
  const effectiveMs = Math.max(change.startedAtMs, change.finishedAtMs ?? change.startedAtMs)
  const lagMs = Math.max(0, onset.earliestMs - effectiveMs)
  const band = bands.find(({ upToMin }) => lagMs <= upToMin * minuteMs)
  return { when: band?.when ?? 'long dormant', lagMs }
}

/** True for what took effect more than a day before the onset. */
export function isDormant({ when }: Timing): boolean {
  return when === 'dormant' || when === 'long dormant'
}

export function span(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / minuteMs))
  if (minutes < 120) return `${minutes} min`
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} d`
}
