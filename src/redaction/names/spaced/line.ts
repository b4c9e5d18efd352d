import { gap } from '../gaps.ts'
import { flag, levelOf } from '../packed.ts'
import { shape, type Words } from '../words.ts'
import { plain, type Tongue } from './tongue.ts'

/** Words of one language that stand together, with what their spelling says. */
export interface Line {
  readonly words: Words
  readonly tongue: Tongue
  readonly from: number
  readonly to: number
  /** By number of word, for those that were read before. */
  readonly read: string[]
}

/** The word as the lists have it; the empty text outside of the line. */
export function at({ words: { text, start, end }, from, to, read }: Line, i: number): string {
  if (i < from || i >= to) return ''
  return (read[i] ??= plain(text.slice(start[i], end[i])))
}

/** Whether the word is in the language of the line. */
export function isOwn({ words, from, to }: Line, i: number): boolean {
  return i >= from && i < to && words.shape[i] === shape.caseless
}

export function isNumber({ words, from, to }: Line, i: number): boolean {
  return (
    i >= from && i < to && words.shape[i] === shape.number && words.end[i]! - words.start[i]! < 7
  )
}

/** Whether nothing but a space, or the dot of an abbreviation, stands before the word. */
export function isNext({ words, from, to }: Line, i: number): boolean {
  return i > from && i < to && (words.gap[i] === gap.space || words.gap[i] === gap.dot)
}

const anyName = flag.given | flag.family

/** How common the word is in its own language: English levels of it are chance. */
export function level({ words }: Line, i: number): number {
  return levelOf(words.bits[i]!, false)
}

export function isGiven({ words }: Line, i: number): boolean {
  return (words.bits[i]! & flag.given) !== 0
}

export function isName({ words }: Line, i: number): boolean {
  return (words.bits[i]! & anyName) !== 0
}

export function isPlace({ words }: Line, i: number): boolean {
  return (words.bits[i]! & flag.place) !== 0
}

/** Whether a list of words or of pairs of words has the word there, or the one with the next or the former one. */
export function isIn(line: Line, i: number, set: ReadonlySet<string>): boolean {
  const word = at(line, i)
  return (
    word !== '' && (set.has(word) || (isNext(line, i) && set.has(`${at(line, i - 1)} ${word}`)))
  )
}
