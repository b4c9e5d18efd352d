import { textOnly, type Span, type TextClass } from './class.ts'

const part = `[\\p{Lu}\\d][\\p{L}\\p{M}\\d'’.-]{0,24}`
const unit = '(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Room)\\.? ?#?[\\w-]{1,8})?'

const patterns: readonly RegExp[] = [
  `\\b\\d{1,6}[A-Za-z]?,? (?:${part} ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Way|Place|Pl|Terrace|Crescent|Close|Parkway|Pkwy|Highway|Hwy|Circle|Trail)\\b\\.?${unit}`,
  `\\b\\p{Lu}[\\p{L}-]{2,30}(?:straße|strasse|str\\.|weg|platz|gasse|allee|gatan|vägen|vej|straat|laan) \\d{1,4}[a-z]?\\b`,
  `\\b\\d{1,4}(?: ?bis)?,? (?:rue|avenue|boulevard|place|chemin|allée|impasse|quai) (?:(?:de|du|des|la|le|les|l') ?){0,3}${part}(?: ${part}){0,3}`,
  `\\b(?:Calle|Via|Viale|Piazza|Rua|Avenida|Plaza) (?:(?:de|del|la|da|do|dos) ){0,2}${part}(?: ${part}){0,3},? \\d{1,4}\\b`,
  `\\bP\\.? ?O\\.? Box \\d{1,8}\\b`,
].map((source) => new RegExp(source, 'gud'))

/** Street addresses by number and the words for streets; tickets and chat only. */
export const address: TextClass = {
  name: 'address',
  profiles: textOnly,
  *scan(text): Iterable<Span> {
    for (const pattern of patterns) {
      for (const match of text.matchAll(pattern)) {
        const [start, end] = match.indices![0]!
        yield { start, end, value: match[0].toLowerCase() }
      }
    }
  },
}
