import { gap } from '../gaps.ts'
import { isInitial } from '../surroundings.ts'
import { shape, type Words } from '../words.ts'
import type { Slots } from '../packed.ts'
import { declined } from './declension.ts'
import { shapedAs } from './shapes.ts'

/** A word of films' talk that is in no list of names, such as `Надежде`. */
const rare = 4

/** The flags of the name that an unknown word is a case of, or has the ending of; 0 for none. */
export function inflected(
  { words, vocabulary }: { readonly words: Words; readonly vocabulary: Slots },
  i: number,
  isFlat: boolean,
): number {
  const { text, start, end, bits, shape: shapes, gap: gaps } = words
  const form = shapes[i]!
  const known = bits[i]!
  if (known !== 0 && (known !== rare || form !== shape.capital || isInitial(words, i))) return 0
  if (form !== shape.capital && form !== shape.lower && form !== shape.upper) return 0
  if (form === shape.lower && !isFlat) return 0
  if (end[i]! - start[i]! < 4 || gaps[i] === gap.glue || gaps[i + 1] === gap.glue) return 0
  const written = text.slice(start[i], end[i])
  const word = form === shape.upper ? written[0]! + written.slice(1).toLowerCase() : written
  return declined(word, vocabulary) || (known === 0 ? shapedAs(word) : 0)
}
