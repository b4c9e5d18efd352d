import type { EastSpan } from './east/rule.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

/** A house number and a postal code with a place, as on envelopes of the European continent. */
const tail =
  /(?<![\p{L}\p{N}.])\d{1,4}(?:[-/ ]?[A-Za-z](?![\p{L}\p{N}]))?(?: (?:bus|bte) \d{1,4})?, (?:[A-Z]{1,2}-)?(?:\d{4} [A-Z]{2}|\d{5}|\d{4}|\d{3} \d{2}) \p{Lu}[\p{L}’'-]{1,30}/uy
/** So many words before the comma may belong to the number. */
const mostParts = 4
const mostWords = 3
const longest = 90

/** Streets that nothing tells but the number, the postal code and the place behind them: `Kerkbuurt 4, 9062 GR Oentsjerk`. */
export function* postalAddresses(words: Words, known: readonly EastSpan[]): Iterable<EastSpan> {
  const { text, start } = words
  let floor = 0
  for (const i of numbersIn(words)) {
    const index = start[i]!
    if (index < floor) continue
    tail.lastIndex = index
    if (!tail.test(text)) continue
    const end = (floor = tail.lastIndex)
    const before = text.slice(Math.max(0, index - longest), index)
    const street = streetAt(before.slice(before.lastIndexOf('\n') + 1))
    if (street === '') continue
    const from = index - street.length
    if (!isWithin(known, from, end)) yield { start: from, end, class: 'address' }
  }
}

/** Where the number may begin, for each comma with a postal code or the sign of a country behind it. */
function* numbersIn({ count, gap: gaps, shape: shapes }: Words): Iterable<number> {
  for (let i = 1; i < count; i++) {
    if (gaps[i] !== gap.comma) continue
    const form = shapes[i]!
    if (form !== shape.number && form !== shape.upper && form !== shape.initial) continue
    for (let at = Math.max(0, i - mostParts); at < i; at++)
      if (shapes[at] === shape.number || shapes[at] === shape.code) yield at
  }
}

/** The street at the end of what stands before its number: the last words, from one with a capital on. */
function streetAt(before: string): string {
  const parts = before.split(' ')
  let best = ''
  for (let n = 2; n <= mostWords + 1 && n <= parts.length; n++) {
    const word = parts.at(-n)!
    if (!/^\p{L}/u.test(word) || (n > 2 && /[.,:;]$/.test(word))) break
    if (/^\p{Lu}/u.test(word) && word.length > 2) best = parts.slice(-n).join(' ')
  }
  return best
}

/** Whether one of the spans, which are in order, holds all of a stretch. */
function isWithin(known: readonly EastSpan[], start: number, end: number): boolean {
  let low = 0
  let high = known.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (known[middle]!.start <= start) low = middle + 1
    else high = middle
  }
  return low > 0 && known[low - 1]!.end >= end
}
