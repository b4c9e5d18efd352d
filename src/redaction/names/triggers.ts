import { codesOf } from '../codes.ts'
import { bases, prepareLetters } from './fold.ts'
import { shape, type Words } from './words.ts'

/** By the five low bits of the first three letters of a word, as `bases` gives them: a bit for each rule that asks for it. */
const asked = new Uint8Array(32 * 32 * 32)
let rules = 0

/** The words of a text at which a rule may find something, in order. */
export type Triggers = (rule: number) => readonly number[]

/** The number of a rule that looks only at words that begin so, in any case; of a longer one three letters count. */
export function triggeredBy(beginnings: string): number {
  prepareLetters()
  const rule = rules++
  for (const word of beginnings.split(' ')) asked[placeOf(unitsOf(word), 0)]! |= 1 << rule
  return rule
}

function unitsOf(word: string): Uint16Array {
  return Uint16Array.from({ length: 3 }, (_, i) => word.charCodeAt(i) || 0)
}

function placeOf(codes: Uint16Array, at: number): number {
  const second = bases[codes[at + 1]!]!
  // What stands behind the end of a word is no letter of it.
  const third = second === 0 ? 0 : bases[codes[at + 2]!]!
  return ((bases[codes[at]!]! & 31) << 10) | ((second & 31) << 5) | (third & 31)
}

/** Looks once at each word for all rules together. */
export function triggersOf({ text, count, start, shape: shapes }: Words): Triggers {
  const found: readonly number[][] = Array.from({ length: rules }, () => [])
  const codes = codesOf(text)
  for (let i = 0; i < count; i++) {
    if (shapes[i] === shape.number) continue
    const bits = asked[placeOf(codes, start[i]!)]!
    if (bits === 0) continue
    for (let rule = 0; rule < rules; rule++) if (bits & (1 << rule)) found[rule]!.push(i)
  }
  return (rule) => found[rule]!
}
