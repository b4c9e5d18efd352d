import type { JsonObject } from '../../domain/json.ts'
import { dimensions, type Span } from '../../domain/logs/tally.ts'
import { errors, type Ground } from './compile.ts'
import type { Field, Word } from './layout.ts'
import { all, everything, silent } from './query.ts'

/** So many values are counted: of paths, which become one once their ids are left out, more. */
export function mostValues(word: Word): number {
  return word === 'endpoint' ? 1_000 : 200
}

/** What counts everything in one request. */
export function aggregations({ window, bucketMs }: Span, { layout }: Ground): JsonObject {
  const bad = { filter: errors(layout) }
  const counted = dimensions.flatMap((word) =>
    stages(word, layout.chains[word]).map(({ name, field, filter }) => [
      name,
      {
        filter,
        aggregations: field
          ? {
              values: {
                terms: { field: field.exact, size: mostValues(word) },
                aggregations: { bad },
              },
            }
          : { bad },
      },
    ]),
  )
  const users = layout.chains.user.map((field, i) => [
    `user${i}`,
    {
      filter: all([everything, ...silent(layout.chains.user.slice(0, i))]),
      aggregations: {
        distinct: { cardinality: { field: field.exact, precision_threshold: 10_000 } },
      },
    },
  ])
  return {
    buckets: {
      date_histogram: {
        field: layout.time ?? '@timestamp',
        fixed_interval: `${bucketMs}ms`,
        offset: `${window.fromMs % bucketMs}ms`,
        min_doc_count: 1,
      },
      aggregations: { bad },
    },
    bad: { ...bad, aggregations: Object.fromEntries(users) as JsonObject },
    ...(Object.fromEntries(counted) as JsonObject),
  }
}

interface Stage {
  readonly name: string
  /** Undefined for the documents that have none of the fields. */
  readonly field: Field | undefined
  readonly filter: JsonObject
}

/** Each document is counted under the first field that it has, and under `word-none` when it has none. */
export function stages(word: Word, chain: readonly Field[]): readonly Stage[] {
  const having = chain.map((field, i) => ({
    name: `${word}${i}`,
    field,
    filter: all([everything, ...silent(chain.slice(0, i))]),
  }))
  return [
    ...having,
    { name: `${word}-none`, field: undefined, filter: all([everything, ...silent(chain)]) },
  ]
}
