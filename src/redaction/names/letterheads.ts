import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { gap } from './gaps.ts'
import type { Reading } from './judge.ts'
import { flag } from './packed.ts'
import type { Run } from './runs.ts'
import { isTechnical } from './surroundings.ts'
import { shape, type Words } from './words.ts'

const mostWords = 5

/** The runs with the line of capitals between who somebody is and where, or who comes next: the firm of a letterhead. */
export function withLetterheads(
  { words }: Reading,
  runs: readonly Run[],
  block: Block,
): readonly Run[] {
  if (block.flat || runs.length < 2) return runs
  const result: Run[] = []
  for (const [at, run] of runs.entries()) {
    result.push(run)
    const next = runs[at + 1]
    if (!next || run.class === 'address' || !isBreak(words, next.from)) continue
    if (next.class === 'organisation' || !isLine(words, run, block)) continue
    const from = lineEnd(words, run.to, next.from)
    if (isFirm(words, from, next.from)) result.push({ from, to: next.from, class: 'organisation' })
  }
  return result
}

function isBreak({ gap: gaps }: Words, i: number): boolean {
  return gaps[i] === gap.line || gaps[i] === gap.blankLine || gaps[i] === gap.begin
}

/** Whether nothing but titles stands before a name in its line. */
function isLine(words: Words, { from }: Run, block: Block): boolean {
  let at = from
  while (at > block.from && !isBreak(words, at) && words.hints[at - 1]! & cue.title) at--
  return isBreak(words, at)
}

/** Where the next line begins, over `PhD` and the like. */
function lineEnd(words: Words, from: number, limit: number): number {
  let at = from
  while (at < limit && !isBreak(words, at) && words.hints[at]! & cue.suffix) at++
  return at
}

/** One line of capitals, with a number or a small word in it at most. */
function isFirm(words: Words, from: number, to: number): boolean {
  const { shape: shapes, hints, bits } = words
  if (to <= from || to - from > mostWords || words.gap[from] !== gap.line) return false
  let capitals = 0
  for (let i = from; i < to; i++) {
    if (i > from && words.gap[i] !== gap.space && words.gap[i] !== gap.hyphen) return false
    const form = shapes[i]!
    const isSmall = (hints[i]! & (cue.and | cue.particle | cue.within)) !== 0
    if (form === shape.lower && !isSmall) return false
    if (form === shape.code || form === shape.east || isTechnical(words, i)) return false
    if (form !== shape.number && form !== shape.lower && !(bits[i]! & flag.term)) capitals++
  }
  return capitals > 0 && !(hints[to - 1]! & cue.label)
}
