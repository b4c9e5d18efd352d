import { label } from '../../domain/logs/document.ts'
import { endpointOf, statusOf } from '../../domain/logs/document-event.ts'
import { levelOf, levelOfSeverity } from '../../domain/logs/levels.ts'
import { mergeTops } from '../../domain/logs/merge-counts.ts'
import { type Counts, dimensions, type Span, type TopValues } from '../../domain/logs/tally.ts'
import { mostValues, stages } from './aggregations.ts'
import { Buckets, Errors, parsed, type SearchAnswer, Stage } from './answer.ts'
import type { Ground } from './compile.ts'
import { ClusterFault } from './fault.ts'
import type { Field, Word } from './layout.ts'

type Dimension = (typeof dimensions)[number]

/** What the cluster counted, in our words, and what it could not. Throws ClusterFault for an answer of another shape. */
export function countsOf(
  answer: SearchAnswer,
  span: Span,
  ground: Ground,
): Omit<Counts, 'errorEvents' | 'calmEvents'> & { readonly doubts: readonly string[] } {
  const given = answer.aggregations ?? {}
  const errors = parsed(Errors, given['bad'])
  const doubts: string[] = []
  const tops = dimensions.map((dimension) => {
    const { values, left } = topsOf(dimension, given, ground)
    if (left)
      doubts.push(
        `Of ${dimension} only the ${mostValues(dimension)} most frequent values were counted.`,
      )
    return [dimension, values] as const
  })
  const { opaque } = ground.layout
  if (opaque.length > 0) {
    doubts.push(`Cannot be counted as it is mapped: ${opaque.join(', ')}. Map it as keyword.`)
  }
  return {
    total: totalOf(answer),
    errors: errors.doc_count,
    buckets: bucketsOf(given['buckets'], span),
    tops: Object.fromEntries(tops),
    affectedUsers: Object.values(errors).reduce<number>(
      (sum, each) => sum + (typeof each === 'number' ? 0 : each.distinct.value),
      0,
    ),
    doubts,
  }
}

/** How many documents a search found. Throws ClusterFault where the answer, or somebody on its way, left that out. */
export function totalOf({ hits: { total } }: SearchAnswer): number {
  if (total === undefined) throw new ClusterFault('unexpected')
  return total.value
}

function bucketsOf(given: unknown, { window, bucketMs }: Span): Counts['buckets'] {
  const found = new Map(parsed(Buckets, given).buckets.map((bucket) => [bucket.key, bucket]))
  const size = Math.max(1, Math.ceil((window.toMs - window.fromMs) / bucketMs))
  return Array.from({ length: size }, (_, i) => {
    const fromMs = window.fromMs + i * bucketMs
    const bucket = found.get(fromMs)
    return { fromMs, total: bucket?.doc_count ?? 0, errors: bucket?.bad.doc_count ?? 0 }
  })
}

function topsOf(
  dimension: Dimension,
  given: Readonly<Record<string, unknown>>,
  { layout, defaults }: Ground,
): { readonly values: TopValues; readonly left: boolean } {
  const read = stages(dimension, layout.chains[dimension]).map(({ name, field }) => {
    const stage = parsed(Stage, given[name])
    if (field) {
      const values = (stage.values?.buckets ?? []).flatMap(({ key, doc_count: count, bad }) => {
        const value = valueOf(dimension, field, key)
        return value === null ? [] : [{ value, count, errors: bad.doc_count }]
      })
      return { values, left: (stage.values?.sum_other_doc_count ?? 0) > 0 }
    }
    const preset =
      dimension === 'service' || dimension === 'region' ? defaults[dimension] : undefined
    const values =
      preset === undefined || stage.doc_count === 0
        ? []
        : [{ value: preset, count: stage.doc_count, errors: stage.bad?.doc_count ?? 0 }]
    return { values, left: false }
  })
  return {
    values: mergeTops(read.map(({ values }) => values)),
    left: read.some(({ left }) => left),
  }
}

/** A value as an event would bear it; null where an event would bear none. */
function valueOf(word: Word, field: Field, key: string | number): string | null {
  if (word === 'level') {
    return field.isSeverity ? levelOfSeverity(Number(key)) : levelOf(key)
  }
  if (word === 'status') return label(statusOf(key))
  return word === 'endpoint' ? endpointOf(`${key}`) : label(key)
}
