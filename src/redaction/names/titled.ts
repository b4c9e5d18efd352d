import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { hashOf } from './fold.ts'
import { gap } from './gaps.ts'
import type { Reading } from './judge.ts'
import { flag, levelOf } from './packed.ts'
import { isCompound, isDerived } from './stems.ts'
import { shape, type Words } from './words.ts'

const person = flag.given | flag.family

/** Titles that are other words as well, or units of measure. */
const vague = new Set(
  'miss don dom dona ing sir sr ms hr lady lord judge captain madam professor seu rag rev opa oma bay pan ông bà em anh chị cô chú bác bạn padre sor doctor'.split(
    ' ',
  ),
)

/** Whether a word stands behind a title that is nothing else, where even `Sonntag`, `young` or `stein` is a name. */
export function isTitled({ words, vocabulary }: Reading, i: number, block: Block): boolean {
  const { hints, gap: gaps, shape: shapes } = words
  const joint = gaps[i]!
  if (i === 0 || block.vietnamese || (joint !== gap.space && joint !== gap.dot)) return false
  if (!(hints[i - 1]! & cue.title) || hints[i]! & (cue.title | cue.and | cue.role)) return false
  const form = shapes[i]!
  if (form > shape.mixed || form === shape.number) return false
  const title = spelling(words, i - 1)
  if (joint === gap.dot && title.length > 4) return false
  const own = vocabulary.get(hashOf(spelling(words, i)))
  if (own & flag.term && !(own & person)) return false
  const isHigh = !block.flat && form !== shape.lower
  if (vague.has(title)) return isHigh && (own & flag.given) !== 0 && shapes[i - 1] !== shape.lower
  if (isHigh) return (own & person) !== 0 || (hints[i]! & cue.never) !== 0
  return (own & person) !== 0 || levelOf(own, false) < 2
}

/** Whether a word says who the colleague, the neighbour or the technician before it is. */
export function isInRole(reading: Reading, i: number, block: Block): boolean {
  const { words, vocabulary } = reading
  const { hints, gap: gaps, bits, shape: shapes } = words
  const joint = gaps[i]!
  if (i === 0 || block.vietnamese || !(hints[i - 1]! & cue.role) || hints[i]! & (cue.role | cue.never)) return false
  const form = shapes[i]!
  if (form > shape.mixed || form === shape.number || bits[i]! & flag.term) return false
  const isHigh = !block.flat && form !== shape.lower
  if (joint !== gap.space && !(isHigh && (joint === gap.colon || joint === gap.comma))) return false
  const level = levelOf(bits[i]!, block.english)
  if (bits[i]! & person) return isHigh || level < (bits[i]! & flag.given ? 3 : 2)
  if (bits[i] !== 0 || words.end[i]! - words.start[i]! < 3) return false
  if (!isHigh && block.strange) return false
  const word = spelling(words, i)
  const tongue = { vocabulary, english: block.english }
  return !isDerived(word, tongue) && !isCompound(word, tongue)
}

function spelling({ text, start, end }: Words, i: number): string {
  return text.slice(start[i], end[i]).toLowerCase()
}
