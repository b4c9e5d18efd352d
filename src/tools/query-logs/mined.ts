import { HandoffError } from '../../domain/error.ts'
import type { Exclusion } from '../../domain/logs/filters.ts'
import type { Onset } from '../../domain/onset.ts'
import { type Pattern, minePatterns } from '../../domain/patterns.ts'
import type { Comparison } from '../../domain/patterns/compare.ts'
import { exclusionOf } from '../../domain/patterns/exclusion.ts'
import type { LogResult } from '../../ports/log-store.ts'
import type { ReadContext } from '../tool.ts'
import { onsetOf } from '../shared/logs/figures.ts'
import type { Question } from '../shared/logs/question.ts'

/** When it began, and what the messages say: those of errors, or of all events where none is an error. */
export interface Mined {
  readonly onset: Onset
  readonly patterns: readonly Pattern[]
  readonly of: 'errors' | 'events'
}

/** Finds the onset, and the patterns since its earliest plausible moment against those before it. */
export function mine(question: Question, result: LogResult, context: ReadContext): Mined {
  const onset = onsetOf(question.query, result.buckets, context.nowMs)
  const of = result.errors > 0 ? 'errors' : 'events'
  const incident = question.incident?.id ?? null
  const patterns = minePatterns(of === 'errors' ? result.errorEvents : result.calmEvents, {
    comparison: comparisonOf(onset, of, question, result),
    shown: (text) => context.shown(incident, text),
  })
  return { onset, patterns, of }
}

function comparisonOf(
  onset: Onset,
  of: Mined['of'],
  { query: { window, bucketMs } }: Question,
  { buckets, errorEvents, calmEvents, errors, total }: LogResult,
): Comparison | null {
  if (!onset.found || (of === 'errors' && onset.signal === 'volume')) return null
  const isSample = of === 'errors' ? errorEvents.length < errors : calmEvents.length < total
  const totals = buckets.map((bucket) => (of === 'errors' ? bucket.errors : bucket.total))
  return {
    before: { fromMs: window.fromMs, toMs: onset.earliestMs },
    during: { fromMs: onset.earliestMs, toMs: onset.endMs ?? window.toMs },
    ...(isSample && { sampling: { fromMs: window.fromMs, bucketMs, totals } }),
  }
}

const mostExcluded = 20

/** What leaves out the patterns of these ids, as they are in this window. Throws INVALID_INPUT and NOT_FOUND. */
export async function excluded(
  ids: string,
  question: Question,
  context: ReadContext,
): Promise<Exclusion> {
  const wanted = new Set(ids.trim().split(/[\s,]+/))
  if (wanted.size > mostExcluded || [...wanted].some((id) => !/^P-[0-9a-f]{6,}$/.test(id))) {
    const message = `exclude_patterns takes up to ${mostExcluded} ids, for example P-1a2b3c P-4d5e6f.`
    throw new HandoffError('INVALID_INPUT', message)
  }
  const all = await context.logs.search(
    { ...question.query, samples: 0, after: null },
    context.signal,
  )
  const { patterns } = mine(question, all, context)
  const chosen = patterns.filter(({ id }) => wanted.has(id))
  if (chosen.length < wanted.size) {
    throw new HandoffError('NOT_FOUND', 'A pattern to exclude is not in these logs.', {
      hint: 'Give ids from an answer to the same query and window.',
    })
  }
  return exclusionOf(
    chosen,
    patterns.filter(({ id }) => !wanted.has(id)),
  )
}
