import { aggregate } from './aggregate.ts'
import { type Held, momentOf, valuesOf } from './documents.ts'
import { evaluate } from './evaluate.ts'

/** What a fake cluster adds to its answers. */
export interface Shards {
  readonly total: number
  readonly failed: number
  readonly timedOut: boolean
  readonly terminatedEarly: boolean
  readonly across?: { readonly total: number; readonly skipped: number } | undefined
}

export interface SearchBody {
  readonly pit?: { readonly id: string }
  readonly query?: unknown
  readonly size?: number
  readonly aggregations?: Parameters<typeof aggregate>[0]
  readonly fields?: readonly { readonly field: string }[]
  readonly _source?: boolean | object
  readonly search_after?: readonly (string | number)[]
  readonly track_total_hits?: boolean
  readonly sort?: readonly object[]
}

/** One search over documents; failed shards hold every n-th of them. */
export function searchHeld(body: SearchBody, all: readonly Held[], shards: Shards): object {
  const documents = all.filter(({ seq }) => seq % shards.total >= shards.failed)
  const passing = documents.filter(evaluate(body.query ?? { match_all: {} }))
  const { search_after: after } = body
  const sorted = passing
    .map((one) => ({ one, sort: sortOf(body, one), chance: Math.random() }))
    .toSorted((a, b) => compare(a.sort, b.sort) || a.chance - b.chance)
    .filter(({ sort }) => after === undefined || compare(sort, after) > 0)
    .slice(0, body.size ?? 10)
  return {
    took: 3,
    timed_out: shards.timedOut,
    ...(shards.terminatedEarly && { terminated_early: true }),
    _shards: {
      total: shards.total,
      successful: shards.total - shards.failed,
      skipped: 0,
      failed: shards.failed,
      ...(shards.failed > 0 && {
        failures: [
          {
            shard: 0,
            index: 'a',
            reason: { type: 'node_not_connected', reason: 'canary-upstream@leak.example' },
          },
        ],
      }),
    },
    ...(shards.across && { _clusters: clustersOf(shards.across) }),
    hits: {
      ...(body.track_total_hits !== false && { total: { value: passing.length, relation: 'eq' } }),
      max_score: null,
      hits: sorted.map(({ one, sort }) => hitOf(one, sort, body)),
    },
    ...(body.aggregations && { aggregations: aggregate(body.aggregations, passing) }),
  }
}

function clustersOf({ total, skipped }: { total: number; skipped: number }): object {
  const successful = total - skipped
  return { total, skipped, successful, partial: 0, running: 0, failed: 0 }
}

/** What a search sorts by; what it leaves open comes in another order each time, as from another copy of a shard. */
function sortOf({ sort = [] }: SearchBody, one: Held): readonly (string | number)[] {
  return sort.map((by) => {
    const [name = ''] = Object.keys(by)
    if (name === '_index') return one.index
    return name === '_seq_no' ? one.seq : momentOf(one)
  })
}

function hitOf(one: Held, sort: readonly unknown[], { fields = [], _source }: SearchBody): object {
  const found = fields.flatMap(({ field }) => {
    const values = valuesOf(one, field)
    return values.length === 0 ? [] : [[field, values]]
  })
  return {
    _index: one.index,
    _id: `${one.seq}`,
    _score: null,
    sort,
    fields: Object.fromEntries(found) as object,
    ...(_source !== false && { _source: one.source }),
  }
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i]!
    if (value !== other) return value < other ? -1 : 1
  }
  return 0
}
