import { termsOf } from '../../domain/logs/expression.ts'
import { matcher } from '../../domain/logs/filters.ts'
import { samplePage } from '../../domain/logs/sample-page.ts'
import { tally } from '../../domain/logs/tally.ts'
import type { LogQuery, SourceResult } from '../../ports/log-store.ts'
import { totalOf } from './counts.ts'
import { asFault } from './fault.ts'
import { eventPages, mostLookedAt, sampled } from './hits.ts'
import type { Query } from './query.ts'
import { search, type Session, type View } from './session.ts'

type Found = Omit<SourceResult, 'sources' | 'gaps' | 'brokenLines'>

const pageSize = 1_000

/**
 * Counts what the cluster cannot decide, event by event. How many it found before may tell what no reader may see, so it is
 * said only where some of them can be read.
 */
export async function lookClosely(
  session: Session,
  query: LogQuery,
  matching: Query,
  file: string,
  view: View,
): Promise<Found> {
  const { window, filters } = query
  const counts = tally(query)
  const page = samplePage(query.samples, query.order, query.after)
  const matches = matcher(filters)
  const body = { query: matching, size: 0, track_total_hits: true }
  const candidates = totalOf(await search(session, body, view))
  const rate = Math.min(1, mostLookedAt / Math.max(1, candidates))
  let kept = 0
  let stopped = false
  try {
    for await (const events of eventPages(session, sampled(matching, rate), view, pageSize)) {
      for (const event of events) {
        if (event.atMs < window.fromMs || event.atMs >= window.toMs || !matches(event)) continue
        kept++
        counts.add(event)
        page.offer(event, file)
      }
    }
  } catch (cause) {
    if (asFault(cause).kind !== 'time was up') throw cause
    stopped = true
  }
  const { gaps, ...counted } = counts.done()
  for (const { reason } of gaps) session.doubt(reason)
  doubtsOf(session, query, { kept, stopped, rate })
  return { ...counted, ...page.done() }
}

function doubtsOf(
  { doubt }: Session,
  { filters }: LogQuery,
  { kept, stopped, rate }: { kept: number; stopped: boolean; rate: number },
): void {
  const isText =
    filters.expression !== undefined && termsOf(filters.expression).some(({ op }) => op === 'text')
  if (isText) {
    doubt(
      `Texts are found by whole words, among at most ${mostLookedAt} events: narrow by field or time to be sure.`,
    )
  }
  if (stopped) doubt('Time was up before all events were looked at: every figure may be too low.')
  if (rate < 1 && (kept > 0 || !isText)) {
    const percent = rate >= 0.01 ? Math.round(rate * 100) : Number((rate * 100).toPrecision(1))
    doubt(`Every figure is of a random sample of ${percent} % of the events that were found.`)
  }
}
