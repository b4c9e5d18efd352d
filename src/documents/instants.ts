import { instantMs, toMinute } from '../domain/time.ts'

/** Text that reads as a point in time: a date with a clock, or a clock with a half of the day or a zone. */
export const timestampLike =
  /(?<![\d:-])\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:[Tt]| {1,3}| ?at )\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?(?!\d)|(?<![\d:-])\d{1,2}:\d{2}(?::\d{2})? ?(?:[AaPp][Mm]|[CEMPJAN][A-Z]?[SDE]T|BST|IST)(?![A-Za-z])/g

/** The one form documents print, `YYYY-MM-DDThh:mmZ`. */
export const utcMinute = /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/

/** The instant as documents print it; undefined when the text names no zone or no real moment. */
export function asMinute(text: string): string | undefined {
  const ms = instantMs(text.replace(/^(\S+?)[ t](?=\d)/, '$1T').replace(/ (?=Z|[+-]\d)/, ''))
  return ms === undefined ? undefined : toMinute(ms)
}

/** As `asMinute`, with a word of its own for what the record does not know. */
export function minuteOr(text: string | null | undefined, otherwise: string): string {
  return (text && asMinute(text)) || otherwise
}
