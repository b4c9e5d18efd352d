import type { Gap } from '../gap.ts'
import type { LogEvent } from './event.ts'
import {
  type Counts,
  mostErrorEvents,
  mostTelling,
  type Span,
  tally,
  type TopValues,
} from './tally.ts'

/** What several sources counted, as one; distinct users of two sources may be the same, so the larger number stands. */
export function mergeCounts(
  span: Span,
  parts: readonly Counts[],
): Counts & { readonly gaps: readonly Gap[] } {
  const [first, ...others] = parts
  if (!first) return { ...tally(span).done(), gaps: [] }
  if (others.length === 0) return { ...first, gaps: [] }
  const users = parts.filter(({ affectedUsers }) => affectedUsers > 0)
  return {
    total: sum(parts, ({ total }) => total),
    errors: sum(parts, ({ errors }) => errors),
    buckets: first.buckets.map(({ fromMs }, i) => ({
      fromMs,
      total: sum(parts, ({ buckets }) => buckets[i]?.total ?? 0),
      errors: sum(parts, ({ buckets }) => buckets[i]?.errors ?? 0),
    })),
    tops: Object.fromEntries(
      Object.keys(first.tops).map((name) => [name, mergeTops(parts.map(({ tops }) => tops[name]))]),
    ),
    affectedUsers: Math.max(0, ...users.map(({ affectedUsers }) => affectedUsers)),
    errorEvents: thinned(parts.map(({ errorEvents }) => errorEvents)),
    calmEvents: parts.every(({ errors }) => errors === 0)
      ? thinned(parts.map(({ calmEvents }) => calmEvents))
      : [],
    gaps:
      users.length > 1
        ? [{ source: 'logs', reason: 'Users were counted in each source apart: the most stands.' }]
        : [],
  }
}

/** Every n-th, in time order. */
function thinned(lists: readonly (readonly LogEvent[])[]): readonly LogEvent[] {
  const events = lists.flat().toSorted((a, b) => a.atMs - b.atMs)
  const step = Math.ceil(events.length / mostErrorEvents)
  return step <= 1 ? events : events.filter((_, i) => i % step === 0)
}

/** The values of several lists as one, counts added, with most errors first; at most five. */
export function mergeTops(lists: readonly (TopValues | undefined)[]): TopValues {
  const values = Map.groupBy(
    lists.flatMap((list) => list ?? []),
    ({ value }) => value,
  )
  return mostTelling(
    [...values].map(([value, each]) => ({
      value,
      count: sum(each, ({ count }) => count),
      errors: sum(each, ({ errors }) => errors),
    })),
  )
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((all, value) => all + of(value), 0)
}
