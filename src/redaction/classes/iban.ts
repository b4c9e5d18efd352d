import { everywhere, isAlnum, isDigit, type Span, type TextClass } from './class.ts'

/** Lengths of the IBAN registry (SWIFT, release 99) by country. */
const lengths: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28,
  CH: 21, CR: 22, CY: 28, CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18,
  FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23, GL: 18, GR: 27, GT: 28, HN: 28, HR: 21, HU: 28,
  IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32, LI: 21, LT: 20,
  LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NI: 28,
  NL: 18, NO: 15, OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, RU: 33, SA: 24,
  SC: 31, SD: 18, SE: 24, SI: 19, SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26,
  UA: 29, VA: 22, VG: 24, XK: 20, YE: 30,
} // prettier-ignore

/** IBAN of a registered country in that country's length, in any case and grouping, with a valid checksum (ISO 7064). */
export const iban: TextClass = {
  name: 'iban',
  profiles: everywhere,
  words: Object.keys(lengths).map((country) => `${country}#`),
  find(text, at): Span | undefined {
    if (!isDigit(text.charCodeAt(at + 2)) || !isDigit(text.charCodeAt(at + 3))) return undefined
    const length = lengths[text.slice(at, at + 2).toUpperCase()]
    if (length === undefined) return undefined
    let compact = ''
    let end = at
    for (; end < text.length && compact.length < length; end++) {
      const code = text.charCodeAt(end)
      if (isAlnum(code)) compact += text[end]
      else if (
        !isGap(code) ||
        !isAlnum(text.charCodeAt(end - (isGap(text.charCodeAt(end - 1)) ? 2 : 1)))
      )
        return undefined
    }
    if (compact.length < length || isAlnum(text.charCodeAt(end))) return undefined
    const value = compact.toUpperCase()
    return checks(value) ? { start: at, end, value } : undefined
  },
}

function isGap(code: number): boolean {
  return code === 32 || code === 45 || code === 9
}

function checks(value: string): boolean {
  let rest = 0
  for (const char of value.slice(4) + value.slice(0, 4)) {
    const number = Number.parseInt(char, 36)
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97
  }
  return rest === 1
}
