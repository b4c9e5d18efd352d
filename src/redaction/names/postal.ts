import type { EastSpan } from './east/rule.ts'

/** A house number and a postal code with a place, as on envelopes of the European continent. */
const tail =
  /(?<![\p{L}\p{N}.])\d{1,4}(?:[-/ ]?[A-Za-z](?![\p{L}\p{N}]))?(?: (?:bus|bte) \d{1,4})?, (?:[A-Z]{1,2}-)?(?:\d{4} [A-Z]{2}|\d{5}|\d{4}|\d{3} \d{2}) \p{Lu}[\p{L}’'-]{1,30}/gu
const mostWords = 3
const longest = 90

/** Streets that nothing tells but the number, the postal code and the place behind them: `Kerkbuurt 4, 9062 GR Oentsjerk`. */
export function* postalAddresses(text: string, known: readonly EastSpan[]): Iterable<EastSpan> {
  for (const { 0: whole, index } of text.matchAll(tail)) {
    const line = text.lastIndexOf('\n', index - 1) + 1
    const before = text.slice(Math.max(line, index - longest), index)
    const street = streetAt(before)
    if (street === '') continue
    const start = index - street.length
    const end = index + whole.length
    if (!isWithin(known, start, end)) yield { start, end, class: 'address' }
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
