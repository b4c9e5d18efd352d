import { onsetFindingOf } from '../../documents/known.ts'
import type { Incident } from '../../domain/incident.ts'
import type { OnsetSpan } from '../../domain/ranking/timing.ts'
import { instantMs, parseInstant } from '../../domain/time.ts'

/** The onset that changes are ranked against, between which instants it lies and where it came from. */
export type ChosenOnset =
  | {
      readonly origin: 'argument' | 'query_logs' | 'detection'
      readonly atMs: number
      readonly span: OnsetSpan
    }
  | { readonly origin: 'none'; readonly atMs: null; readonly span: null }

const minuteMs = 60_000

/** People notice late: when only the detection is known the onset may lie this long before it. */
const detectionLagMs = 15 * minuteMs

/** The argument, else what query_logs measured for the incident's services, else its detection. Throws INVALID_INPUT. */
export function chooseOnset(asked: string | undefined, incident: Incident | null): ChosenOnset {
  if (asked !== undefined) {
    const atMs = parseInstant(asked, 'onset')
    return { origin: 'argument', atMs, span: withinMinute(atMs) }
  }
  const stated = incident === null ? undefined : onsetFindingOf(incident)
  const measured = stated && measuredOnset(stated.values)
  if (measured !== undefined) return measured
  const atMs = incident === null ? undefined : instantMs(incident.detectedAt)
  if (atMs === undefined) return { origin: 'none', atMs: null, span: null }
  return { origin: 'detection', atMs, span: { earliestMs: atMs - detectionLagMs, latestMs: atMs } }
}

type Values = Readonly<Record<string, string | number | null>>

function measuredOnset(values: Values): ChosenOnset | undefined {
  const atMs = instantOf(values['onset'])
  if (atMs === undefined) return undefined
  const { earliestMs, latestMs } = withinMinute(atMs)
  const span = {
    earliestMs: Math.min(instantOf(values['onsetEarliest']) ?? earliestMs, earliestMs),
    latestMs: Math.max(instantOf(values['onsetLatest']) ?? latestMs, latestMs),
  }
  return { origin: 'query_logs', atMs, span }
}

function instantOf(value: string | number | null | undefined): number | undefined {
  return typeof value === 'string' ? instantMs(value) : undefined
}

/** An onset is known to the minute at best, so a change within that minute may still be its cause. */
function withinMinute(ms: number): OnsetSpan {
  return { earliestMs: ms, latestMs: ms + minuteMs - 1 }
}
