import type { LogEvent } from '../../domain/logs/event.ts'
import type { Counts } from '../../domain/logs/tally.ts'
import type { LogQuery, SourceResult } from '../../ports/log-store.ts'
import { aggregations } from './aggregations.ts'
import { patientSearch } from './async-search.ts'
import { errors } from './compile.ts'
import { countsOf } from './counts.ts'
import { asFault } from './fault.ts'
import { evenOverTime, stepsOf } from './even-over-time.ts'
import { eventPages, mostLookedAt } from './hits.ts'
import { all, type Query } from './query.ts'
import { samplesOf } from './samples.ts'
import type { Session, View } from './session.ts'

const pageSize = 1_000

/** Lets the cluster count, and fetches samples and the errors for the miner. Throws ClusterFault. */
export async function countThere(
  session: Session,
  query: LogQuery,
  matching: Query,
  file: string,
  view: View,
): Promise<Omit<SourceResult, 'sources' | 'gaps' | 'brokenLines'>> {
  const body = {
    query: matching,
    size: 0,
    track_total_hits: true,
    aggregations: aggregations(query, session.ground),
  }
  const [answer, samples] = await Promise.all([
    patientSearch(session, body, query.window),
    samplesOf(session, query, matching, file, view),
  ])
  const { doubts, ...counts } = countsOf(answer, query, session.ground)
  for (const doubt of doubts) session.doubt(doubt)
  const { layout } = session.ground
  const [errorEvents, calmEvents] =
    counts.errors > 0
      ? [
          await mined(
            session,
            all([matching, errors(layout)]),
            { ...query, ...counts },
            'errors',
            view,
          ),
          [],
        ]
      : [[], await mined(session, matching, { ...query, ...counts }, 'total', view)]
  return { ...counts, ...samples, errorEvents, calmEvents }
}

type Counted = Pick<Counts, 'total' | 'errors' | 'buckets'> & Pick<LogQuery, 'bucketMs'>

/**
 * All of them, or a random sample that is even over time, in time order. A sample of events that are no errors takes nothing
 * from an answer.
 */
async function mined(
  session: Session,
  matching: Query,
  { buckets, bucketMs, ...counts }: Counted,
  what: 'errors' | 'total',
  view: View,
): Promise<readonly LogEvent[]> {
  const count = counts[what]
  if (count === 0) return []
  const time = session.ground.layout.time ?? '@timestamp'
  const isWhole = count <= mostLookedAt
  const wanted = isWhole
    ? matching
    : all([matching, evenOverTime(stepsOf(buckets, bucketMs, what), mostLookedAt, time)])
  const found: LogEvent[] = []
  const name = what === 'errors' ? 'errors' : 'events'
  try {
    for await (const events of eventPages(session, wanted, view, pageSize)) {
      found.push(...events)
      // A sample is never much larger than was asked for, whatever the cluster goes on to say.
      if (found.length > 2 * mostLookedAt) break
    }
  } catch (cause) {
    session.doubt(
      `Patterns come from the first ${found.length} of ${count} ${name}. ${asFault(cause).message}`,
    )
    return found
  }
  if (!isWhole && what === 'errors') {
    const percent = Number(((found.length / count) * 100).toPrecision(2))
    session.doubt(
      `Patterns come from a random sample of ${found.length} of ${count} errors, ${percent} %, even over time.`,
    )
  }
  return found
}
