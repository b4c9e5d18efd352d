import { cue } from './cues.ts'
import type { Element, Ground } from './elements.ts'
import { isNumber } from './numbers.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

const longest = 7
const ending =
  /(?:str|straße|strasse|weg|gasse|allee|platz|ufer|damm|ring|straat|laan|plein|kade|dijk|steeg|gatan|gata|vägen|väg|gränd|torg|vej|gade|gata|veien|katu|tie|kuja|polku|tänav|utca|iela|gatvė|road|street|lane)$/u

/** A street told by its word and its number, whatever its case: `via Roma 12`, `calle del pez, 9`, `lindenweg 3`. */
export function streetAt(ground: Ground, at: number): Element | undefined {
  const { words } = ground.reading
  const to = firstWordEnd(ground, at) ?? endingEnd(words, at, ground.block.to)
  return to === undefined ? undefined : { from: at, to, kind: 'street' }
}

/** Behind a word such as `rue`: up to the number, which is another part. */
function firstWordEnd({ reading: { words }, block }: Ground, at: number): number | undefined {
  const isSlashed =
    words.shape[at] === shape.initial && words.text.startsWith('C/', words.start[at])
  if (!isSlashed && !(words.hints[at]! & cue.streetFirst)) return undefined
  if (!isSlashed && words.hints[at]! & cue.vague && words.gap[at + 1] !== gap.dot) return undefined
  if (block.english && words.shape[at] === shape.lower && !block.flat) return undefined
  if (block.english && block.flat && words.text.startsWith('via', words.start[at])) return undefined
  for (let i = at + 1; i < block.to && i - at < longest; i++) {
    const joint = words.gap[i]!
    if (isNumber(words, i)) {
      if (i === at + 1 || (joint !== gap.space && joint !== gap.comma && joint !== gap.mark))
        return undefined
      return i
    }
    if (joint === gap.comma && words.hints[i]! & cue.unit && i > at + 1) return i
    const isStep =
      joint === gap.space ||
      joint === gap.apostrophe ||
      joint === gap.hyphen ||
      joint === gap.dot ||
      (isSlashed && i === at + 1)
    if (!isStep) return undefined
  }
  return undefined
}

/** A word that ends as streets do, with a number behind it and perhaps an adjective before. */
function endingEnd(words: Words, at: number, limit: number): number | undefined {
  for (let i = at; i < limit - 1 && i < at + 3; i++) {
    if (i > at && words.gap[i] !== gap.space) return undefined
    const form = words.shape[i]!
    if (form !== shape.capital && form !== shape.lower && form !== shape.upper) return undefined
    if (
      i < limit - 1 &&
      (words.gap[i + 1] === gap.space || isShortened(words, i)) &&
      isNumber(words, i + 1) &&
      isStreet(words, i)
    ) {
      return words.shape[at] === form ? i + 1 : undefined
    }
    if (form === shape.lower) return undefined
  }
  return undefined
}

/** `Deichstr. 44` */
function isShortened({ text, gap: gaps, end }: Words, i: number): boolean {
  return gaps[i + 1] === gap.dot && text.startsWith('str', end[i]! - 3)
}

function isStreet({ text, start, end }: Words, i: number): boolean {
  return end[i]! - start[i]! > 5 && ending.test(text.slice(start[i], end[i]).toLowerCase())
}
