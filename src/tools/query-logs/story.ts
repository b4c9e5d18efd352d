import type { LogEvent } from '../../domain/logs/event.ts'
import type { LogExpression } from '../../domain/logs/expression.ts'
import type { LogField, LogFilters } from '../../domain/logs/filters.ts'
import type { LogQuery, LogResult } from '../../ports/log-store.ts'
import type { ReadContext } from '../tool.ts'

/** What happened to one request, and by which further ids it was followed. */
export interface Story {
  /** When its first event happened, epoch milliseconds; null when there is none. */
  readonly startMs: number | null
  readonly followed: readonly Id[]
}

interface Id {
  readonly field: 'traceId' | 'correlationId'
  readonly value: string
}

const looked = 20
const mostFollowed = 5
const plainId = /^[\w-]{8,64}$/

/**
 * The events of a trace or correlation id in the order of time. The first of them are looked at for the ids that other
 * services know the same request by, and events that bear one of those belong to the story as well.
 */
export async function searchStory(
  query: LogQuery,
  { logs, signal }: Pick<ReadContext, 'logs' | 'signal'>,
): Promise<{ readonly result: LogResult; readonly story: Story }> {
  const asked = idsAsked(query.filters)
  const first = await logs.search({ ...query, samples: looked, after: null }, signal)
  const events = [...first.samples, ...first.errorEvents.slice(0, looked)]
  const followed = idsOf(events).filter((id) => !asked.some((one) => isSame(one, id)))
  const ids = followed.slice(0, mostFollowed)
  const filters = ids.length === 0 ? query.filters : widened(query.filters, [...asked, ...ids])
  const result = await logs.search({ ...query, filters }, signal)
  const startMs = (query.after === null ? result.samples : first.samples)[0]?.atMs ?? null
  return { result, story: { startMs, followed: ids } }
}

function idsAsked({ traceId, correlationId }: LogFilters): readonly Id[] {
  return [
    ...(traceId === undefined ? [] : [{ field: 'traceId', value: traceId } as const]),
    ...(correlationId === undefined
      ? []
      : [{ field: 'correlationId', value: correlationId } as const]),
  ]
}

/** The ids that events bear, each once; ids in the form of ids alone. */
function idsOf(events: readonly LogEvent[]): readonly Id[] {
  const ids: Id[] = []
  for (const event of events) {
    for (const field of ['traceId', 'correlationId'] as const) {
      const value = event[field]
      const id = value !== null && plainId.test(value) && { field, value }
      if (id && !ids.some((one) => isSame(one, id))) ids.push(id)
    }
  }
  return ids
}

function isSame(a: Id, b: Id): boolean {
  return a.field === b.field && a.value.toLowerCase() === b.value.toLowerCase()
}

/** The same filters, with any of these ids in place of those asked for. */
function widened(
  { traceId: _trace, correlationId: _correlation, expression, ...rest }: LogFilters,
  ids: readonly Id[],
): LogFilters {
  const any: LogExpression = {
    op: 'or',
    of: ids.map(({ field, value }) => ({ op: 'field', field: field as LogField, value })),
  }
  return { ...rest, expression: expression ? { op: 'and', of: [any, expression] } : any }
}
