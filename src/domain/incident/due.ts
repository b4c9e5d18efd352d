import type { CadenceTable } from '../cadence.ts'
import { type Severity, isAbove } from '../severity.ts'
import { instantMs } from '../time.ts'
import type { Revision } from './revisions.ts'

/** A severity and the moment from which it held. */
export interface SeverityMoment {
  readonly atMs: number
  readonly severity: Severity
}

/** The severities that an incident bore, oldest first; the first is that of the opening. */
export function severityMoments(incident: {
  readonly openedAt: string
  readonly severity: Severity
  readonly revisions: readonly Revision[]
}): readonly SeverityMoment[] {
  const { openedAt, severity, revisions } = incident
  const moved = revisions.flatMap(({ at, from, to }) =>
    from.severity && to.severity ? [{ at, from: from.severity, to: to.severity }] : [],
  )
  return [
    { atMs: instantMs(openedAt) ?? 0, severity: moved[0]?.from ?? severity },
    ...moved.map(({ at, to }) => ({ atMs: instantMs(at) ?? 0, severity: to })),
  ]
}

/**
 * When something is due that began at `sinceMs`. Raising the severity starts the shorter interval from that moment, yet
 * never puts off what was due; lowering it gives the whole of the longer one.
 */
export function dueBySeverityMs(
  moments: readonly SeverityMoment[],
  sinceMs: number,
  intervalMs: (severity: Severity) => number,
  raisedMs: (severity: Severity) => number = intervalMs,
): number {
  const before = moments.findLast(({ atMs }) => atMs <= sinceMs) ?? moments[0]!
  let present = before.severity
  let dueMs = sinceMs + intervalMs(present)
  for (const { atMs, severity } of moments.filter((moment) => moment.atMs > sinceMs)) {
    const isRaised = isAbove(severity, present)
    dueMs = isRaised ? Math.min(dueMs, atMs + raisedMs(severity)) : sinceMs + intervalMs(severity)
    present = severity
  }
  return dueMs
}

/** When the next update is due: the first interval from the opening and from each raise, the steady one from the last update. */
export function updateDueMs(
  cadence: CadenceTable,
  moments: readonly SeverityMoment[],
  lastUpdateMs: number | null,
): number {
  const openedAtMs = moments[0]!.atMs
  return dueBySeverityMs(
    moments,
    lastUpdateMs ?? openedAtMs,
    (severity) => cadence[severity][lastUpdateMs === null ? 'firstMs' : 'thenMs'],
    (severity) => cadence[severity].firstMs,
  )
}
