import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { type Reading, verdict } from './judge.ts'
import { isListed } from './listed.ts'
import { flag, levelOf } from './packed.ts'
import { isTechnical } from './surroundings.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

const person = flag.given | flag.family
const stemLength = 5

/** Beginnings of the words that a text has taken for names, so that a later form of one, `Kowalskiemu`, is one too. */
export type Stems = Set<string>

/** Turns words that only join into names where a list, a line of their own or an earlier mention says so. */
export function promote(reading: Reading, block: Block, stems: Stems): void {
  const { words, verdicts } = reading
  for (let i = block.from; i < block.to; i++) {
    if (verdicts[i]! >= verdict.name) continue
    const isCapital = words.shape[i] === shape.capital || words.shape[i] === shape.upper
    if (isCapital && isKnown(words, i, stems)) verdicts[i] = verdict.name
    else if (verdicts[i] !== verdict.joins) continue
    else if (isListed(reading, i, block) || (isCapital && isSigned(reading, i, block))) {
      verdicts[i] = verdict.name
    }
  }
}

/** A word that no list has as a common one, and that begins as a name of this text does. */
function isKnown(words: Words, i: number, stems: Stems): boolean {
  const bits = words.bits[i]!
  if (stems.size === 0 || bits & flag.term || levelOf(bits, false) > 1) return false
  return stems.has(stemOf(words, i)) && !isTechnical(words, i)
}

/** Remembers the words of a paragraph that are nothing but names. */
export function remember({ words, verdicts }: Reading, block: Block, stems: Stems): void {
  for (let i = block.from; i < block.to; i++) {
    if (verdicts[i] !== verdict.name || words.shape[i] === shape.lower || stems.size > 2_000)
      continue
    if (words.end[i]! - words.start[i]! >= stemLength - 1) stems.add(stemOf(words, i))
  }
}

function stemOf({ text, start, end }: Words, i: number): string {
  return text.slice(start[i], Math.min(end[i]!, start[i]! + stemLength)).toLowerCase()
}

/** A line of two to four capitals, one of them a name or unknown, as under a letter. */
function isSigned({ words, verdicts }: Reading, i: number, block: Block): boolean {
  if (block.flat || block.titled) return false
  const { gap: gaps, shape: shapes, bits, hints } = words
  let from = i
  while (from > block.from && !isBreak(gaps[from]!) && i - from < 4) from--
  let to = i + 1
  while (to < block.to && !isBreak(gaps[to]!) && to - i < 4) to++
  if (
    to - from < 2 ||
    to - from > 4 ||
    !isBreak(gaps[from]!) ||
    (to < block.to && !isBreak(gaps[to]!))
  )
    return false
  let names = 0
  for (let k = from; k < to; k++) {
    if (k > from && gaps[k] !== gap.space && gaps[k] !== gap.hyphen && gaps[k] !== gap.dot)
      return false
    if (bits[k]! & flag.term || hints[k]! & cue.never) return false
    const isParticle = shapes[k] === shape.lower && (hints[k]! & cue.particle) !== 0
    if (!isParticle && verdicts[k] === verdict.plain) return false
    if (verdicts[k]! >= verdict.name || bits[k] === 0 || bits[k]! & person) names++
  }
  return names > 1
}

function isBreak(joint: number): boolean {
  return joint === gap.line || joint === gap.blankLine || joint === gap.begin
}
