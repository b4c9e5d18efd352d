import type { Incident } from '../domain/incident.ts'
import { instantMs } from '../domain/time.ts'
import type { LogBucket } from '../ports/log-store.ts'
import { onsetOf, standingChanges } from './known.ts'

/** Requests and errors of one part of the incident, summed from whole log buckets. */
export interface Phase {
  readonly name: 'before' | 'during' | 'after'
  readonly fromMs: number
  readonly toMs: number
  readonly total: number
  readonly errors: number
}

/** The moments that divide an incident: where errors began (measured, else detected) and when the last standing change took hold. */
export function turningPoints(incident: Incident): {
  readonly onsetMs: number
  readonly measured: boolean
  readonly mitigatedMs: number | null
} {
  const onset = onsetOf(incident)
  const applied = standingChanges(incident).at(-1)?.outcome
  return {
    onsetMs: onset ?? instantMs(incident.detectedAt) ?? 0,
    measured: onset !== undefined,
    mitigatedMs: (applied && instantMs(applied.at)) ?? null,
  }
}

/** Sums the buckets before the onset, until the mitigation and after it. A bucket that a turning point cuts is left out. */
export function phasesOf(
  incident: Incident,
  buckets: readonly LogBucket[],
  bucketMs: number,
): readonly Phase[] {
  const { onsetMs, mitigatedMs } = turningPoints(incident)
  const [first] = buckets
  const last = buckets.at(-1)
  if (!first || !last) return []
  const start = first.fromMs
  const end = last.fromMs + bucketMs
  const spans: readonly (readonly [Phase['name'], number, number])[] = [
    ['before', start, onsetMs],
    ['during', onsetMs, mitigatedMs ?? end],
    ...(mitigatedMs === null ? [] : [['after', mitigatedMs, end] as const]),
  ]
  return spans
    .map(([name, fromMs, toMs]) => {
      const inside = buckets.filter(
        (bucket) => bucket.fromMs >= fromMs && bucket.fromMs + bucketMs <= toMs,
      )
      const total = inside.reduce((sum, bucket) => sum + bucket.total, 0)
      const errors = inside.reduce((sum, bucket) => sum + bucket.errors, 0)
      return { name, fromMs, toMs, total, errors }
    })
    .filter(({ total }) => total > 0)
}

/** Errors per request, 0 to 1. */
export function rateOf(phase: Phase): number {
  return phase.errors / phase.total
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
