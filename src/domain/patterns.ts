import { type Comparison, compare } from './patterns/compare.ts'
import type { Change } from './patterns/change.ts'
import { createMiner } from './patterns/miner.ts'
import { printPatterns } from './patterns/printed.ts'
import { recogniser } from './patterns/recogniser.ts'
import type { Template } from './patterns/template.ts'

/** A message with its time. */
export interface PatternEvent {
  readonly atMs: number
  readonly message: string
}

/** Messages that say the same thing with other values. */
export interface Pattern {
  /** `P-` and six hexadecimal digits of the template's hash: the same template has the same id everywhere. */
  readonly id: string
  /** The words that all have in common, `<*>` for the rest; `exclusionOf` takes it as it stands. */
  readonly template: string
  /** How many messages there are, an estimate when they were sampled. */
  readonly count: number
  /** Of all messages, 0 to 1. */
  readonly share: number
  readonly firstMs: number
  readonly lastMs: number
  /** The first message in time, raw. */
  readonly exemplar: string
  /** Null where there was nothing to compare with. */
  readonly change: Change | null
  /** Messages in the baseline and in the window, estimates when sampled; null where there was nothing to compare with. */
  readonly before: number | null
  readonly during: number | null
}

export interface PatternOptions {
  readonly comparison?: Comparison | null
  /** A text as its reader sees it: then no template holds, and no id tells, what is hidden in the message. */
  readonly shown?: (text: string) => string
}

/**
 * The patterns of these messages: new and surged ones first, those that surprise most before the others, then by number.
 * They are told apart by Drain's idea, with one generic way to tell values from words.
 */
export function minePatterns(
  events: readonly PatternEvent[],
  { comparison = null, shown }: PatternOptions = {},
): readonly Pattern[] {
  const miner = createMiner()
  for (const { atMs, message } of events) miner.offer(message, 0, message.length, atMs)
  const mined = miner.done()
  const meant = recogniser(mined.map(({ template }) => template))
  const printed = printPatterns(mined, shown && { exemplar: shown, template: shown })
  const owner = new Map<Template, number>()
  printed.forEach(({ templates }, i) => templates.forEach((template) => owner.set(template, i)))
  const of = events.map(({ message }) => owner.get(meant.find(message, 0, message.length)!)!)
  const found = compare({ events, of, patterns: printed.length, comparison })
  const total = found.reduce((sum, { count }) => sum + count, 0)
  return printed
    .map(({ id, template, tally }, i) => {
      const { surprise, ...counts } = found[i]!
      const { firstMs, lastMs, exemplar } = tally
      const share = total === 0 ? 0 : counts.count / total
      const pattern = { id, template, share, firstMs, lastMs, exemplar, ...counts }
      return { pattern, surprise }
    })
    .toSorted(bySurprise)
    .map(({ pattern }) => pattern)
}

interface Ranked {
  readonly pattern: Pattern
  readonly surprise: number
}

function bySurprise(a: Ranked, b: Ranked): number {
  const first = rank(a.pattern.change)
  return (
    first - rank(b.pattern.change) ||
    (first < 2 ? b.surprise - a.surprise : 0) ||
    b.pattern.count - a.pattern.count ||
    a.pattern.firstMs - b.pattern.firstMs ||
    (a.pattern.template < b.pattern.template ? -1 : 1)
  )
}

function rank(change: Change | null): number {
  return change === 'new' ? 0 : change === 'surged' ? 1 : 2
}

/** What share of all messages these patterns hold, in whole percent. */
export function coverageOf(shown: readonly Pattern[]): number {
  return Math.floor(100 * shown.reduce((sum, { share }) => sum + share, 0) + 1e-9)
}
