import { type ChangeEvent, unknownChange } from './change-event.ts'
import type { FactBody } from './fact.ts'
import { instantMs, toIso } from './time.ts'

type Report = FactBody<'report.recorded'>

/** What goes on the record of a change that somebody told of; its source is the record's to say. */
export function reportOf(change: ChangeEvent, feed: string | null): Report {
  const { source: _, alsoBy: __, startedAtMs, finishedAtMs, ...told } = change
  return {
    ...told,
    feed,
    startedAt: toIso(startedAtMs),
    finishedAt: finishedAtMs === null ? null : toIso(finishedAtMs),
    approvedBy: [...told.approvedBy],
    pullRequests: [...told.pullRequests],
  }
}

/** The change as the record tells it: whatever a feed calls itself, its source is `record`. */
export function changeOfReport({ feed, startedAt, finishedAt, ...told }: Report): ChangeEvent {
  return {
    ...unknownChange,
    ...told,
    source: sourceOf(feed),
    startedAtMs: instantMs(startedAt) ?? 0,
    finishedAtMs: finishedAt === null ? null : (instantMs(finishedAt) ?? null),
  }
}

/** `record` for what people said, `record:NAME` for what a feed did. */
export function sourceOf(feed: string | null): string {
  return feed === null ? 'record' : `record:${feed}`
}
