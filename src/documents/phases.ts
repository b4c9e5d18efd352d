import type { Incident } from '../domain/incident.ts'
import { instantMs } from '../domain/time.ts'
import type { LogBucket } from '../domain/logs/tally.ts'
import { onsetOf, standingChanges } from './known.ts'

/** One part of an incident, start included and end excluded. `after` follows a mitigation, `now` is the end of one without. */
export interface Span {
  readonly name: 'before' | 'during' | 'after' | 'now'
  readonly fromMs: number
  readonly toMs: number
}

/** What was counted in it. */
export interface Phase extends Span {
  readonly total: number
  readonly errors: number
}

const nowMinutes = 5
const fewestRequests = 20

/** The moments that divide an incident: where errors began (measured, else detected) and when the last standing change took hold. */
export function turningPoints(incident: Incident): {
  readonly onsetMs: number
  readonly measured: boolean
  readonly mitigatedMs: number | null
} {
  const onset = onsetOf(incident)
  const onsetMs = onset ?? instantMs(incident.detectedAt) ?? 0
  const applied = standingChanges(incident).at(-1)?.outcome
  const mitigatedMs = (applied && instantMs(applied.at)) ?? null
  return {
    onsetMs,
    measured: onset !== undefined,
    mitigatedMs: mitigatedMs !== null && mitigatedMs > onsetMs ? mitigatedMs : null,
  }
}

/** What is to be counted, from `fromMs` to now: before the onset, until the mitigation, and since; without one, the last five minutes. */
export function spansOf(incident: Incident, fromMs: number, nowMs: number): readonly Span[] {
  const { onsetMs, mitigatedMs } = turningPoints(incident)
  const recentMs = Math.max(onsetMs, nowMs - nowMinutes * 60_000)
  const spans: readonly Span[] = [
    { name: 'before', fromMs, toMs: Math.min(onsetMs, nowMs) },
    { name: 'during', fromMs: onsetMs, toMs: mitigatedMs ?? nowMs },
    mitigatedMs === null
      ? { name: 'now', fromMs: recentMs, toMs: nowMs }
      : { name: 'after', fromMs: mitigatedMs, toMs: nowMs },
  ]
  return spans.filter((span) => span.toMs > span.fromMs)
}

/** Errors per request, 0 to 1; null where nothing was requested. */
export function rateOf({ total, errors }: Phase): number | null {
  return total === 0 ? null : errors / total
}

/** True when so little was requested that its rate says nothing yet. */
export function isThin({ total }: Phase): boolean {
  return total < fewestRequests
}

/** Adds the buckets of several searches that share one grid. */
export function addBuckets(all: readonly (readonly LogBucket[])[]): readonly LogBucket[] {
  const sums = new Map<number, LogBucket>()
  for (const { fromMs, total, errors } of all.flat()) {
    const known = sums.get(fromMs)
    sums.set(fromMs, {
      fromMs,
      total: total + (known?.total ?? 0),
      errors: errors + (known?.errors ?? 0),
    })
  }
  return [...sums.values()].toSorted((a, b) => a.fromMs - b.fromMs)
}
