import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { type Reading, verdict } from './judge.ts'
import { flag, levelOf } from './packed.ts'
import { isInitial } from './surroundings.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

/** Whether a word that joins stands in a list with a name: `Malon, Mark and Kaylee`. */
export function isListed({ words, verdicts }: Reading, i: number, block: Block): boolean {
  const bits = words.bits[i]!
  if (words.shape[i] === shape.lower && levelOf(bits, false) > 2) return false
  const isCandidate = (bits & flag.given) !== 0 || (bits === 0 && words.shape[i] === shape.capital)
  if (
    !isCandidate ||
    (isInitial(words, i) && words.gap[i] !== gap.colon && words.gap[i] !== gap.mark)
  )
    return false
  return (
    isNamedBeside(words, verdicts, i - 1, i, block.from - 1, -1) ||
    isNamedBeside(words, verdicts, i + 1, i + 1, block.to, 1)
  )
}

/** Whether the other item of a list is a name: over a comma, over `and`, or over both. */
function isNamedBeside(
  words: Words,
  verdicts: Uint8Array,
  at: number,
  joint: number,
  end: number,
  step: number,
): boolean {
  if (at === end || joint <= 0) return false
  const { gap: gaps, hints, shape: shapes } = words
  if (gaps[joint] === gap.comma && verdicts[at]! >= verdict.name && shapes[at] !== shape.lower)
    return true
  const isAnd = (hints[at]! & cue.and) !== 0 && shapes[at] === shape.lower
  if (!isAnd || at + step === end) return gaps[joint] === gap.comma && verdicts[at]! >= verdict.name
  return verdicts[at + step]! >= verdict.name
}
