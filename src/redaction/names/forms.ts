import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { isTechnical } from './surroundings.ts'
import { flag, levelOf } from './packed.ts'
import type { Run } from './runs.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

const longestLabel = 5
const longestValue = 12

/** The values of a paragraph's form fields whose labels say what they are. */
export function fieldsOf(words: Words, block: Block): readonly Run[] {
  const runs: Run[] = []
  for (let i = block.from; i < block.to; i++) {
    if (words.gap[i] !== gap.colon) continue
    const line = lineStart(words, i, block)
    const run = line === undefined ? undefined : valueOf(words, line, i, block)
    if (run) runs.push(run)
  }
  return runs
}

/** The first word of the line, when no more than a label stands before the colon. */
function lineStart({ gap: gaps }: Words, colon: number, block: Block): number | undefined {
  for (let i = colon - 1; i >= block.from && colon - i <= longestLabel; i--) {
    const before = gaps[i]!
    if (before === gap.line || before === gap.blankLine || before === gap.begin) return i
    if (before === gap.stop || before === gap.colon) return undefined
  }
  return undefined
}

function valueOf(words: Words, line: number, at: number, block: Block): Run | undefined {
  let cues = 0
  for (let i = line; i < at; i++) cues |= words.hints[i]!
  const isCompany = (cues & cue.companyLabel) !== 0
  const isAddress = (cues & cue.addressLabel) !== 0
  if (!isCompany && !isAddress && !(cues & cue.personLabel)) return undefined
  if (!canBegin(words, at, block, isAddress)) return undefined
  let to = at + 1
  while (to < block.to && to - at < longestValue && isWithin(words, to)) to++
  if (isCompany) return { from: at, to, class: 'organisation', ...dotEnd(words, to) }
  if (isAddress) return { from: at, to, class: 'address' }
  for (let i = at; i < to; i++) if (words.bits[i]! & flag.term) return undefined
  return to - at < 6 ? { from: at, to, class: 'person' } : undefined
}

/** A trailing dot belongs to a legal form. */
function dotEnd({ text, end }: Words, to: number): { end?: number } {
  return text[end[to - 1]!] === '.' ? { end: end[to - 1]! + 1 } : {}
}

/** A value that is written as a name is: not as a word of the language, of code or of the trade. */
function canBegin(words: Words, at: number, block: Block, isAddress: boolean): boolean {
  const form = words.shape[at]!
  if (form === shape.number || form === shape.code)
    return isAddress && words.end[at]! - words.start[at]! < 7
  if (words.bits[at]! & flag.term || isTechnical(words, at) || form === shape.east) return false
  if (form === shape.lower && isAddress) return levelOf(words.bits[at]!, false) < 3
  if (form === shape.lower)
    return block.flat ? levelOf(words.bits[at]!, false) < 3 : (words.bits[at]! & flag.given) !== 0
  return true
}

/** Whether the value goes on: to the end of the line, before brackets and semicolons. */
function isWithin({ text, end, start, gap: gaps }: Words, i: number): boolean {
  const before = gaps[i]!
  if (
    before === gap.line ||
    before === gap.blankLine ||
    before === gap.stop ||
    before === gap.colon
  )
    return false
  return !/[<(;[|@"«»]/.test(text.slice(end[i - 1], start[i]))
}
