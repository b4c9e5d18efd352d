import type { EastSpan } from '../east/rule.ts'
import { triggeredBy, type Triggers } from '../triggers.ts'
import type { Words } from '../words.ts'

const begin =
  '(?<![\\p{L}\\d])(?:(?:plot|flat|house|door|shop|makan|h|d)\\.? ?no\\.? ?|(?:plot|flat|sector|shop|block|ward) )[\\da-z][\\da-z/-]{0,6}'
const rest = "(?:,? (?:[a-z][a-z.'-]{1,20}|\\d{1,3}(?:st|nd|rd|th)?[a-z]?(?![\\d])))"

/** From the number of a plot or flat to the six digits of the postal code, or over commas to the end of the sentence. */
const pattern = new RegExp(
  `${begin}(?:${rest}{1,14}?,? ?[-–]? ?\\d{3} ?\\d{3}(?!\\d)|(?:, ?[a-z][a-z.'-]{1,20}(?: [a-z][a-z.'-]{1,20}){0,3}){2,5}(?=\\.?$|\\.? ?\\n))`,
  'iuy',
)

const firstWords = triggeredBy('plo fla hou doo sho mak h hno d dno sec blo war')

/** Postal addresses of India in Latin letters. */
export function* indianAddresses({ text, start }: Words, triggers: Triggers): Iterable<EastSpan> {
  let floor = 0
  for (const i of triggers(firstWords)) {
    const at = start[i]!
    if (at < floor) continue
    pattern.lastIndex = at
    if (pattern.test(text)) yield { start: at, end: (floor = pattern.lastIndex), class: 'address' }
  }
}
