import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import type { Element, Ground } from './elements.ts'
import { isNumber } from './numbers.ts'
import { isNumeral, isNumeralJoint } from './numerals.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

const longest = 7
const ending =
  /(?:str|straße|strasse|weg|gasse|allee|platz|ufer|damm|ring|straat|laan|plein|kade|dijk|steeg|gatan|gata|vägen|väg|gränd|torg|vej|gade|gata|veien|katu|tie|kuja|polku|tänav|utca|iela|gatvė|road|street|lane)$/u

/** A street told by its word and its number, whatever its case: `via Roma 12`, `calle del pez, 9`, `lindenweg 3`. */
export function streetAt(ground: Ground, at: number): Element | undefined {
  const { words } = ground.reading
  const to =
    firstWordEnd(ground, at) ?? endingEnd(words, at, ground.block) ?? numberedEnd(ground, at)
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
    const said =
      block.flat && i > at + 1 && joint === gap.space ? numeralEnd(words, i, block.to) : i
    if (said > i) return said
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
function endingEnd(words: Words, at: number, block: Block): number | undefined {
  const limit = block.to
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
    if (block.flat && words.gap[i + 1] === gap.space && isStreet(words, i)) {
      const said = numeralEnd(words, i + 1, limit)
      return said > i + 1 ? said : undefined
    }
    if (form === shape.lower) return undefined
  }
  return undefined
}

/** The end of the words of a number that begin there: `cuarenta y dos`. */
function numeralEnd(words: Words, from: number, limit: number): number {
  const { text, start, end, gap: gaps } = words
  const part = (i: number): string => text.slice(start[i], end[i])
  let to = from
  while (to < limit && to - from < 6 && (to === from || gaps[to] === gap.space)) {
    if (isNumeral(part(to))) to++
    else if (to > from && to + 1 < limit && isNumeralJoint(part(to)) && isNumeral(part(to + 1)))
      to += 2
    else break
  }
  return to
}

/** Behind its number, as in French: `12 rue du lavoir`, up to a comma or a small word that begins something else. */
function numberedEnd({ reading: { words }, block }: Ground, at: number): number | undefined {
  const { hints, gap: gaps, text, start, end } = words
  if (block.english || !block.flat || at === block.from || gaps[at] !== gap.space) return undefined
  if (!(hints[at]! & (cue.streetFirst | cue.vague)) || !(hints[at]! & cue.street)) return undefined
  if (!isNumber(words, at - 1) && !isNumeral(text.slice(start[at - 1], end[at - 1])))
    return undefined
  let to = at + 1
  let solid = at
  while (
    to < block.to &&
    to - at < longest &&
    (gaps[to] === gap.space || gaps[to] === gap.apostrophe)
  ) {
    if (hints[to]! & cue.particle) to++
    else if (end[to]! - start[to]! < 3) break
    else solid = ++to
    if (solid - at > 4) break
  }
  return solid > at + 1 ? solid : undefined
}

/** `Deichstr. 44` */
function isShortened({ text, gap: gaps, end }: Words, i: number): boolean {
  return gaps[i + 1] === gap.dot && text.startsWith('str', end[i]! - 3)
}

/** Whether a word is a street's name by its ending. */
export function isStreet({ text, start, end }: Words, i: number): boolean {
  return end[i]! - start[i]! > 5 && ending.test(text.slice(start[i], end[i]).toLowerCase())
}
