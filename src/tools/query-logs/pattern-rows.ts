import type { Pattern } from '../../domain/patterns.ts'
import type { Lengths } from './answer.ts'
import { messageOf } from './excerpt.ts'
import { digits, toSecond } from './onset-words.ts'
import type { Output } from './output.ts'

/** The patterns as an answer shows them: the first and the first new one at greater length. */
export function patternsOf(
  patterns: readonly Pattern[],
  { main, exemplar }: Lengths,
): Output['patterns'] {
  const telling = new Set([patterns[0], patterns.find(({ change }) => change === 'new')])
  return patterns.map((pattern) => ({
    id: pattern.id,
    count: pattern.count,
    share: digits(pattern.share),
    first: toSecond(pattern.firstMs),
    last: toSecond(pattern.lastMs),
    ...(pattern.change !== null && { change: pattern.change, before: pattern.before ?? 0 }),
    exemplar: messageOf(pattern.exemplar, telling.has(pattern) ? main : exemplar),
  }))
}
