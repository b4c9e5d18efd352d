import { readKey, samplePage } from '../../domain/logs/sample-page.ts'
import type { LogQuery, SourceResult } from '../../ports/log-store.ts'
import { errors } from './compile.ts'
import { eventPages } from './hits.ts'
import { all, not, type Query } from './query.ts'
import type { Session, View } from './session.ts'

const mostInPage = 1_000

/** The samples of a page, in the order of the port, read from the moment on at which the last page ended. */
export async function samplesOf(
  session: Session,
  query: LogQuery,
  matching: Query,
  file: string,
  view: View,
): Promise<Pick<SourceResult, 'samples' | 'more'>> {
  const { samples: most, order, after } = query
  const page = samplePage(most, order, after)
  if (most === 0) return page.done()
  const start = after === null ? undefined : readKey(after)
  const bad = errors(session.ground.layout)
  const parts =
    order === 'time'
      ? [{ calm: 0, query: matching }]
      : [
          { calm: 0, query: all([matching, bad]) },
          { calm: 1, query: all([matching, not(bad)]) },
        ]
  const size = Math.min(mostInPage, most + 2 + (start?.rank ?? 0))
  for (const part of parts) {
    if (start && part.calm < start.calm) continue
    const fromMs = start && part.calm === start.calm ? start.atMs : undefined
    const wanted = fromMs === undefined ? part.query : all([part.query, since(fromMs, session)])
    for await (const events of eventPages(session, wanted, view, size)) {
      for (const event of events) page.offer(event, file)
      if (page.done().more) return page.done()
    }
  }
  return page.done()
}

function since(fromMs: number, { ground }: Session): Query {
  const field = ground.layout.time ?? '@timestamp'
  return { range: { [field]: { gte: `${fromMs}`, format: 'epoch_millis' } } }
}
