import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { flag, levelOf } from './packed.ts'
import { isInitial, isIntroduced } from './surroundings.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

const person = flag.given | flag.family

/** Whether a word that is a product as well is spoken to or of as a person here. */
export function isAddressed(words: Words, i: number): boolean {
  if (!(words.bits[i]! & person) || words.shape[i] === shape.lower) return false
  return isIntroduced(words, i) || (i + 1 < words.count && (words.hints[i + 1]! & cue.speaks) !== 0)
}

/** A first name at the beginning of what somebody does. */
export function isDoing(
  { gap: gaps, hints, count }: Words,
  i: number,
  bits: number,
  level: number,
): boolean {
  if (!(bits & flag.given) || level > 2 || gaps[i] === gap.space || i + 1 >= count) return false
  if (gaps[i + 1] === gap.colon) return gaps[i] !== gap.mark
  if (gaps[i + 1] !== gap.space) return false
  return (hints[i + 1]! & (cue.does | cue.speaks)) !== 0
}

/** Whether what is also a common word stands here as a name. */
export function isCalledForth(words: Words, i: number, block: Block): boolean {
  const { bits, shape: shapes, gap: gaps, hints, count } = words
  const own = bits[i]!
  if (isIntroduced(words, i) || (words.bits[i]! & flag.family && isBehindInitial(words, i)))
    return true
  const next = i + 1 < count ? i + 1 : -1
  const isPerson = (own & person) !== 0
  if (next > 0 && gaps[next] === gap.space) {
    const after = bits[next]!
    if (
      isPerson &&
      hints[next]! & cue.speaks &&
      (block.english || (own & flag.foreign) < flag.foreign)
    )
      return true
    if (
      isPerson &&
      (own & flag.given || isInitial(words, i)) &&
      levelOf(own, block.english) < 3 &&
      hints[next]! & cue.does
    )
      return true
    if (
      own & flag.given &&
      (shapes[next] === shape.capital || shapes[next] === shape.mixed) &&
      levelOf(after, block.english) < 2 &&
      !(after & flag.term)
    ) {
      return true
    }
  }
  if (own & flag.given && next > 0 && gaps[next] === gap.colon && isInitial(words, i)) return true
  if (i > 0 && gaps[i] === gap.space) {
    const before = bits[i - 1]!
    if (
      before & flag.given &&
      shapes[i - 1] === shape.capital &&
      levelOf(before, block.english) < 2
    )
      return isPerson
    if (own & flag.place && hints[i - 1]! & cue.toPlace) return true
  }
  if (isInitial(words, i) || block.german || block.titled || shapes[i] !== shape.capital)
    return false
  return (own & flag.given) !== 0 || (isPerson && levelOf(own, block.english) < 3)
}

/** `E. Stål`, unlike `z. B. Server`. */
function isBehindInitial({ gap: gaps, shape: shapes }: Words, i: number): boolean {
  if (i === 0 || gaps[i] !== gap.dot || shapes[i - 1] !== shape.initial) return false
  return gaps[i - 1] !== gap.dot && shapes[i] === shape.capital
}

/** Whether a word can be the name that the words before promise: the commoner, the more must speak for it. */
export function isLikely(
  words: Words,
  i: number,
  block: Block,
  bits: number,
  level: number,
): boolean {
  if (level < 2) return true
  if (bits & flag.given) return level < 3 || (!block.english && words.end[i]! - words.start[i]! > 3)
  return level < 3 && !block.english && words.shape[i] === shape.upper
}

/** A family name that stands alone is long, and in capitals or in Cyrillic, where lists hold few other words. */
export function isLongName({ text, start, end, shape: shapes }: Words, i: number): boolean {
  return end[i]! - start[i]! > 4 && (shapes[i] === shape.upper || text[start[i]!]! >= '\u0400')
}

/** `jan` in `harm jan`. */
export function isBesideGiven({ bits: all, gap: gaps }: Words, i: number, bits: number): boolean {
  const before = all[i - 1]! & (flag.given | flag.foreign | flag.english)
  return (bits & flag.given) !== 0 && gaps[i] === gap.space && before === flag.given
}

/** Behind a first name, however common that is as a word, and over `de` and the like. */
export function isSurname(
  { bits: all, gap: gaps, hints }: Words,
  i: number,
  bits: number,
): boolean {
  if (!(bits & flag.family)) return false
  let at = i
  while (at > 1 && i - at < 3 && gaps[at] === gap.space && hints[at - 1]! & cue.noble) at--
  return at > 0 && gaps[at] === gap.space && (all[at - 1]! & flag.given) !== 0
}
