import { addBuckets, type Phase, phasesOf } from '../../documents/phases.ts'
import type { Incident } from '../../domain/incident.ts'
import { instantMs } from '../../domain/time.ts'
import { longestWindowMs, type Window } from '../../domain/window.ts'
import type { LogBucket } from '../../ports/log-store.ts'
import type { RecordContext } from '../tool.ts'

export interface Series {
  readonly buckets: readonly LogBucket[]
  readonly bucketMs: number
  readonly phases: readonly Phase[]
}

const minuteMs = 60_000
const mostServices = 5
const nothing: Series = { buckets: [], bucketMs: minuteMs, phases: [] }

/**
 * Errors per minute from the start of the incident's window until now, counted afresh from the logs of its services.
 * Empty when the logs cannot say: the document is then made from the findings alone.
 */
export async function seriesOf(incident: Incident, context: RecordContext): Promise<Series> {
  const window = windowOf(incident, context.nowMs)
  if (!window) return nothing
  const bucketMs = minuteMs * Math.max(1, Math.ceil((window.toMs - window.fromMs) / minuteMs / 720))
  const services = incident.services.slice(0, mostServices)
  const filters = services.length > 0 ? services.map((service) => ({ service })) : [{}]
  try {
    const results = await Promise.all(
      filters.map((filter) =>
        context.logs.search(
          {
            window,
            filters: { environment: incident.environment, ...filter },
            bucketMs,
            samples: 0,
            after: null,
          },
          context.signal,
        ),
      ),
    )
    const buckets = addBuckets(results.map((result) => result.buckets))
    return { buckets, bucketMs, phases: phasesOf(incident, buckets, bucketMs) }
  } catch {
    context.signal.throwIfAborted()
    return nothing
  }
}

function windowOf(incident: Incident, nowMs: number): Window | undefined {
  const fromMs = instantMs(incident.window.from)
  if (fromMs === undefined || fromMs >= nowMs) return undefined
  return { fromMs, toMs: Math.min(nowMs, fromMs + longestWindowMs) }
}
