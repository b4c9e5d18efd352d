import { toIso } from '../../../src/domain/time.ts'
import { type Held, momentOf, valuesOf } from './documents.ts'
import { evaluate } from './evaluate.ts'

interface Asked {
  readonly filter?: unknown
  readonly terms?: { readonly field: string; readonly size: number }
  readonly cardinality?: { readonly field: string }
  readonly date_histogram?: { readonly fixed_interval: string; readonly offset: string }
  readonly aggregations?: Readonly<Record<string, Asked>>
}

/** The aggregations that the adapter may send, exact. */
export function aggregate(
  asked: Readonly<Record<string, Asked>>,
  documents: readonly Held[],
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(asked).map(([name, one]) => [name, run(one, documents)]))
}

function run(asked: Asked, documents: readonly Held[]): unknown {
  const below = (some: readonly Held[]): object => aggregate(asked.aggregations ?? {}, some)
  if (asked.filter !== undefined) {
    const passing = documents.filter(evaluate(asked.filter))
    return { doc_count: passing.length, ...below(passing) }
  }
  if (asked.cardinality) {
    const { field } = asked.cardinality
    return { value: new Set(documents.flatMap((one) => valuesOf(one, field))).size }
  }
  if (asked.terms) {
    const { field, size } = asked.terms
    const groups = Map.groupBy(
      documents.filter((one) => valuesOf(one, field).length > 0),
      (one) => valuesOf(one, field)[0] as string | number,
    )
    const sorted = [...groups].toSorted(([, a], [, b]) => b.length - a.length)
    const shown = sorted.slice(0, size)
    return {
      doc_count_error_upper_bound: 0,
      sum_other_doc_count: sorted.slice(size).reduce((sum, [, each]) => sum + each.length, 0),
      buckets: shown.map(([key, each]) => ({ key, doc_count: each.length, ...below(each) })),
    }
  }
  if (asked.date_histogram) {
    const { fixed_interval: interval, offset } = asked.date_histogram
    const [step, shift] = [Number.parseInt(interval, 10), Number.parseInt(offset, 10)]
    const groups = Map.groupBy(
      documents,
      (one) => Math.floor((momentOf(one) - shift) / step) * step + shift,
    )
    const sorted = [...groups].toSorted(([a], [b]) => a - b)
    return {
      buckets: sorted.map(([key, each]) => ({
        key,
        key_as_string: toIso(key),
        doc_count: each.length,
        ...below(each),
      })),
    }
  }
  throw new Error('no such aggregation')
}
