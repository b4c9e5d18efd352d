import type { LogEvent } from '../../domain/logs/event.ts'
import type { LogQuery, SourceResult } from '../../ports/log-store.ts'
import { aggregations } from './aggregations.ts'
import { patientSearch } from './async-search.ts'
import { errors } from './compile.ts'
import { countsOf } from './counts.ts'
import { asFault } from './fault.ts'
import { eventPages, mostLookedAt, sampled } from './hits.ts'
import { all, type Query } from './query.ts'
import { samplesOf } from './samples.ts'
import type { Session } from './session.ts'

const pageSize = 1_000

/** Lets the cluster count, and fetches samples and the errors for the miner. Throws ClusterFault. */
export async function countThere(
  session: Session,
  query: LogQuery,
  matching: Query,
  file: string,
  pit: string | null,
): Promise<Omit<SourceResult, 'sources' | 'gaps' | 'brokenLines'>> {
  const body = {
    query: matching,
    size: 0,
    track_total_hits: true,
    aggregations: aggregations(query, session.ground),
  }
  const [answer, samples] = await Promise.all([
    patientSearch(session, body, query.window),
    samplesOf(session, query, matching, file, pit),
  ])
  const { doubts, ...counts } = countsOf(answer, query, session.ground)
  for (const doubt of doubts) session.doubt(doubt)
  const failed = errors(session.ground.layout)
  const [errorEvents, calmEvents] =
    counts.errors > 0
      ? [await mined(session, all([matching, failed]), counts.errors, 'errors', pit), []]
      : [[], await mined(session, matching, counts.total, 'events', pit)]
  return { ...counts, ...samples, errorEvents, calmEvents }
}

/** All of them, or an even random sample, in time order; a sample of events that are no errors takes nothing from an answer. */
async function mined(
  session: Session,
  matching: Query,
  count: number,
  what: 'errors' | 'events',
  pit: string | null,
): Promise<readonly LogEvent[]> {
  if (count === 0) return []
  const rate = Math.min(1, mostLookedAt / count)
  const wanted = sampled(matching, rate)
  const found: LogEvent[] = []
  try {
    for await (const events of eventPages(session, wanted, pit, pageSize)) found.push(...events)
  } catch (cause) {
    session.doubt(
      `Patterns come from the first ${found.length} of ${count} ${what}. ${asFault(cause).message}`,
    )
    return found
  }
  if (rate < 1 && what === 'errors') {
    session.doubt(
      `Patterns come from a random sample of ${found.length} of ${count} errors, ${digits(rate * 100)} %.`,
    )
  }
  return found
}

function digits(value: number): number {
  return Number(value.toPrecision(2))
}
