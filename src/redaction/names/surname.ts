import type { Block } from './blocks.ts'
import { type Reading, verdict } from './judge.ts'
import { flag, levelOf } from './packed.ts'
import { isCompound, isDerived } from './stems.ts'
import { isTechnical } from './surroundings.ts'
import { gap } from './gaps.ts'
import { shape } from './words.ts'

/** Whether a word in lower case that nobody knows follows a first name in lower case: `jennifer langset`. */
export function isLowerSurname(
  { words, verdicts, vocabulary }: Reading,
  at: number,
  block: Block,
): boolean {
  const before = words.bits[at - 1]!
  if (
    words.shape[at - 1] !== shape.lower ||
    verdicts[at - 1] !== verdict.name ||
    !(before & flag.given) ||
    levelOf(before, block.english) > 1 ||
    words.gap[at] !== gap.space
  )
    return false
  if (!block.english || words.bits[at] !== 0 || words.end[at]! - words.start[at]! < 4) return false
  const word = words.text.slice(words.start[at], words.end[at]).toLowerCase()
  const tongue = { vocabulary, english: true }
  return !isTechnical(words, at) && !isDerived(word, tongue) && !isCompound(word, tongue)
}
