import type { EastSpan } from '../east/rule.ts'

const start =
  '(?<![\\p{L}\\d])(?:(?:plot|flat|house|door|shop|makan|h|d)\\.? ?no\\.? ?|(?:plot|flat|sector|shop|block|ward) )[\\da-z][\\da-z/-]{0,6}'
const rest = "(?:,? (?:[a-z][a-z.'-]{1,20}|\\d{1,3}(?:st|nd|rd|th)?[a-z]?(?![\\d])))"

/** From the number of a plot or flat to the six digits of the postal code, or over commas to the end of the sentence. */
const pattern = new RegExp(
  `${start}(?:${rest}{1,14}?,? ?[-–]? ?\\d{3} ?\\d{3}(?!\\d)|(?:, ?[a-z][a-z.'-]{1,20}(?: [a-z][a-z.'-]{1,20}){0,3}){2,5}(?=\\.?$|\\.? ?\\n))`,
  'giu',
)

/** Postal addresses of India in Latin letters. */
export function* indianAddresses(text: string): Iterable<EastSpan> {
  if (!/(?:plot|flat|house|door|shop|sector|ward|makan|block|\b[hd]\.? ?no)/i.test(text)) return
  for (const match of text.matchAll(pattern))
    yield { start: match.index, end: match.index + match[0].length, class: 'address' }
}
