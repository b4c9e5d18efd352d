import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { gap } from './gaps.ts'
import { flag, levelOf } from './packed.ts'
import { shape, type Words } from './words.ts'

/** Words for where somebody lives, without accents. */
const homes = new Set(
  'live lives lived living based resident wohne wohnt wohnen wohnhaft lebe lebt woon woont wonen woonachtig bor bodde boende bosatt boede boende bosat bosatt habite habites habitons habitant demeurant reside vivo vive vivimos vivia vivo resido residente abito abita abitiamo vivo residente moro mora moramos morava resido visc viu vivim resideixo'.split(
    ' ',
  ),
)
const preposition = /^(?:in|im|i|på|en|em|no|na|a|à|ad|al|aan|uit|te|near|at)$/i
const article = /^(?:der|den|dem|de|het|la|le|el|lo|los|las|o|os|as)$/i

/** Whether a word stands where the place is named in which somebody lives, in text whose case tells nothing. */
export function isHome(words: Words, i: number, block: Block): boolean {
  const { text, start, end, gap: gaps, bits, shape: shapes } = words
  const part = (at: number): string => text.slice(start[at], end[at])
  if (!block.flat || i < 2 || gaps[i] !== gap.space || shapes[i] === shape.number) return false
  if (words.hints[i]! & (cue.street | cue.streetFirst)) return false
  if (bits[i]! & flag.term || (bits[i] !== 0 && !(bits[i]! & flag.place))) return false
  if (levelOf(bits[i]!, false) > 2 || end[i]! - start[i]! < 3) return false
  const at = i > 2 && article.test(part(i - 1)) ? i - 2 : i - 1
  if (!preposition.test(part(at)) || gaps[at] !== gap.space) return false
  return homes.has(
    part(at - 1)
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{M}/gu, ''),
  )
}
