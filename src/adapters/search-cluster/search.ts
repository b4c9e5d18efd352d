import type { Defaults } from '../../domain/logs/document-event.ts'
import type { LogQuery, SourceResult } from '../../ports/log-store.ts'
import { compile, inWindow, isUndecided } from './compile.ts'
import { countThere } from './count-there.ts'
import { ClusterFault } from './fault.ts'
import { lookClosely } from './look-closely.ts'
import type { Opener } from './open.ts'
import { closeView } from './point-in-time.ts'
import { all } from './query.ts'
import { reach } from './reach.ts'
import type { Session } from './session.ts'
import { withoutSpans } from './spans.ts'

interface Beginning extends Omit<Session, 'cluster' | 'ground' | 'path'> {
  readonly open: Opener
  readonly defaults: Defaults
  readonly allowWriteKey: boolean
  /** Eight hexadecimal digits for this source. */
  readonly file: string
}

/** Searches what may be read of the configured indices. Throws ClusterFault. */
export async function searchOpened(
  { open, defaults, allowWriteKey, file, ...begun }: Beginning,
  query: LogQuery,
): Promise<Omit<SourceResult, 'gaps'>> {
  const opened = await open.open(begun.signal)
  const { cluster, places, privileges } = opened
  for (const { source, reason } of places.gaps) begun.doubt(reason, source)
  if (places.names.length === 0) throw new ClusterFault('missing')
  if (privileges === 'may write' && !allowWriteKey) throw new ClusterFault('can write')
  const { names, session, view } = await reach(open, opened, { ...begun, defaults })
  try {
    if (session.ground.layout.time === undefined) throw new ClusterFault('no time')
    const matching = all([
      inWindow(query.window, session.ground.layout.time),
      compile(query.filters, session.ground),
      ...(query.spans ? [] : withoutSpans(session.ground.layout.spans)),
    ])
    const count = isUndecided(query.filters) ? lookClosely : countThere
    const found = await count(session, query, matching, file, view)
    return { ...found, sources: names, brokenLines: 0 }
  } finally {
    await closeView(cluster, view)
  }
}
