import {
  addBuckets,
  type Phase,
  type Span,
  spansOf,
  turningPoints,
} from '../../documents/phases.ts'
import type { Incident } from '../../domain/incident.ts'
import { instantMs } from '../../domain/time.ts'
import { longestWindowMs, type Window } from '../../domain/window.ts'
import type { LogBucket } from '../../domain/logs/tally.ts'
import type { LogFilters } from '../../domain/logs/filters.ts'
import type { LogResult } from '../../ports/log-store.ts'
import type { ReadContext } from '../tool.ts'

export interface Series {
  readonly buckets: readonly LogBucket[]
  readonly bucketMs: number
  readonly phases: readonly Phase[]
  /** What the counts could not see, each once. */
  readonly gaps: readonly string[]
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const mostServices = 5
const mostGaps = 5
const nothing: Series = { buckets: [], bucketMs: minuteMs, phases: [], gaps: [] }

/**
 * Errors per minute of the incident's services from the start of its window until now, and each phase counted to the
 * millisecond by a search of its own. Empty when the logs cannot say: the document is then made from the findings alone.
 */
export async function seriesOf(
  incident: Incident,
  context: Pick<ReadContext, 'logs' | 'nowMs' | 'signal'>,
): Promise<Series> {
  const window = windowOf(incident, context.nowMs)
  if (!window) return nothing
  const bucketMs = minuteMs * Math.max(1, Math.ceil((window.toMs - window.fromMs) / minuteMs / 720))
  try {
    const grid = await searchAll(incident, window, bucketMs, context)
    const results = [...grid]
    const phases: Phase[] = []
    for (const span of spansOf(incident, window.fromMs, window.toMs)) {
      const found = await searchAll(incident, span, span.toMs - span.fromMs, context)
      phases.push(phaseOf(span, found))
      results.push(...found)
    }
    const buckets = addBuckets(grid.map((result) => result.buckets))
    return { buckets, bucketMs, phases, gaps: gapsOf(results) }
  } catch {
    context.signal.throwIfAborted()
    return nothing
  }
}

function searchAll(
  { environment, services }: Incident,
  { fromMs, toMs }: Window,
  bucketMs: number,
  { logs, signal }: Pick<ReadContext, 'logs' | 'signal'>,
): Promise<readonly LogResult[]> {
  const named = services.slice(0, mostServices).map((service) => ({ environment, service }))
  const filters: readonly LogFilters[] = named.length > 0 ? named : [{ environment }]
  const search = (filter: LogFilters): Promise<LogResult> =>
    logs.search(
      {
        window: { fromMs, toMs },
        filters: filter,
        bucketMs,
        samples: 0,
        order: 'time',
        after: null,
        spans: false,
      },
      signal,
    )
  return Promise.all(filters.map(search))
}

function phaseOf(span: Span, results: readonly LogResult[]): Phase {
  return {
    ...span,
    total: results.reduce((sum, { total }) => sum + total, 0),
    errors: results.reduce((sum, { errors }) => sum + errors, 0),
  }
}

function gapsOf(results: readonly LogResult[]): readonly string[] {
  const gaps = results.flatMap((result) =>
    result.gaps.map(({ source, reason }) => `count of requests, ${source}: ${reason}`),
  )
  return [...new Set(gaps)].slice(0, mostGaps)
}

/** From the start of the incident's window, or an hour before an onset that lies before it. */
function windowOf(incident: Incident, nowMs: number): Window | undefined {
  const startMs = instantMs(incident.window.from)
  if (startMs === undefined || startMs >= nowMs) return undefined
  const { onsetMs } = turningPoints(incident)
  const fromMs = onsetMs <= startMs ? Math.max(onsetMs - hourMs, nowMs - longestWindowMs) : startMs
  return { fromMs, toMs: Math.min(nowMs, fromMs + longestWindowMs) }
}
