import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { type Reading, verdict } from './judge.ts'
import { flag, levelOf } from './packed.ts'
import { isCompound, isDerived } from './stems.ts'
import { isTechnical } from './surroundings.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

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

/** `van`, `von den` and the like, which even Dutch and German write before names alone, and particles behind a title. */
export function isNoble({ text, start, end, hints }: Words, at: number): boolean {
  const titledAt = at > 0 && (hints[at - 1]! & cue.title) !== 0
  if (titledAt) return true
  const from = at > 0 && hints[at - 1]! & cue.noble ? at - 1 : at
  if (from > 0 && from < at && hints[from - 1]! & cue.title) return true
  return /^(?:van|von|bin|ibn|ter)$/.test(text.slice(start[from], end[from]))
}
