import type { EastSpan } from '../east/rule.ts'

const house = '\\d{1,4}(?: ?\\p{L}(?![\\p{L}\\d]))?(?:[/-] ?\\d{1,4}\\p{L}?)?(?![\\d:%])'
const zip = '(?:\\d{2}-\\d{3}|\\d{3} \\d{2}|(?:LV|LT|MD)-\\d{4,5}|\\d{4,6})(?![\\d-])'
const high = "\\p{Lu}[\\p{L}’'-]+"
const town = `${high}(?:[ /]${high}){0,2}(?: (?:nad|pod|na|u) (?:\\p{L}{4,}|${high}))?`
/** A town where case tells nothing. */
const anyTown = "\\p{L}[\\p{L}’'-]{2,}"
const townWord =
  '(?<!\\p{L})(?:г|м|с|смт|пос|д|гр|город|місто|град|grad|sat|com|obec|mun)\\.? ?(?=\\p{Lu})'

/** Words that stand before the name of a street. */
const before =
  'ul(?:\\.|ica|ici|icy|ice)|al\\.|aleja|alei|aleje|os\\.|osiedle|pl\\.|placu?|rynek|rynku|bulwar|nám\\.|náměstí|námestie|tř\\.|třída|trg|str\\.|strada|b-?dul|bulevardul|aleea|calea|șos\\.|șoseaua|piața|' +
  'вул\\.|вулиц[яіюі]|пров\\.|провул\\p{L}{2,3}|просп\\.|проспект[іае]?|пр\\.|пр-к?т\\.?|ул\\.|улиц[ауеы]|пер\\.|переул\\p{L}{2,3}|пл\\.|площад[ьи]|площа|площі|бул\\.|бульвар[іае]?|булевар[дау]?д?|б-р|наб\\.|набережн\\p{L}{2}|шоссе|шосе|мкр\\.?|жк|трг|οδό[ςσ]|οδού|λεωφ\\.|λεωφόρος|πλ\\.|πλατεία'
/** Words that stand behind it. */
const behind =
  'utca|utcában|u\\.|út|úton|útja|tér|téren|tere|körút|krt\\.|köz|sétány|rakpart|fasor|sok\\.|sokak|sokağı|sk\\.?|cad\\.|cadde|caddesi|cd\\.?|bulv\\.|bulvarı|blv\\.?|yolu|iela|gatvė|g\\.|al\\.|pr\\.|tee|puiestee|tänav|mnt\\.?|pst\\.?|' +
  'ул\\.|улица|пр-?т\\.?|просп\\.|проспект|пер\\.|переулок|наб\\.|шоссе|бульвар|вул\\.'
const units =
  'm|lok|p|piętro|kl|byt|patro|poschodie|em|emelet|fszt|ajtó|lph|kat|k|daire|d|blok|bl|sc|et|ap|apt|as|krs|krt|dz|butas|stan|кв|корп|к|стр|оф|офис|офіс|эт|этаж|под|подъезд|пов|поверх|кім|бл|вх|ет|ап|όροφος|ορ|διαμ|пр-т'
const label = '(?:nr|no|č|д|дом|буд|будинок|№|br|num|αρ)(?!\\p{L})[.:]{0,2} ?'

const name = "[«„“]?[\\p{L}\\d][\\p{L}\\p{M}\\d.’'«»„“”-]{0,30}"
/** What tells a street by itself, with its number. */
const streets = [
  `(?<![\\p{L}\\d])(?:${before}) ?(?:${name} ){0,3}?${name},? ?(?:${label})?${house}`,
  `(?<![\\p{L}\\d])rynek ${house}`,
  `(?<![\\p{L}\\d.])\\p{L}[\\p{L}.’'-]{1,30} (?:${behind})(?!\\p{L}),? ?(?:${label})?${house}`,
  `(?<![\\p{L}\\d.])\\p{L}[\\p{L}’'-]{2,30} ${house}(?=,? ?\\n?${zip} \\p{L}{3})`,
].map((source) => new RegExp(source, 'giu'))

const steps = [
  ...[
    `,? ?(?<![\\p{L}\\d])(?:${units})(?!\\p{L})[.:]{0,2} ?\\d{1,4}\\p{L}?(?![\\p{L}\\d])`,
    `(?:\\.,?|,)? ?(?<![\\p{L}\\d])[IVX]{1,4}[./] ?(?:em(?:elet|\\.)?)?\\d{0,3}(?!\\p{L})`,
    `(?:\\.,?|,) ?\\d{1,3}\\.? ?(?:em|emelet|ajtó|kat|этаж|поверх)(?!\\p{L})`,
    `: ?${house}`,
    `,? ?(?:${label})${house}`,
  ].map((source) => new RegExp(source, 'iuy')),
  ...[
    `,? ?\\n?${zip}(?:,? (?:${townWord})?(?:${town}))?`,
    `,? ?\\n?${townWord}${town}`,
    `(?:,? |/)${town}(?=,? ${zip})`,
    `/${high}`,
    `, ${high}(?=[,.)\\n]|$)`,
  ].map((source) => new RegExp(source, 'uy')),
]
const flatSteps = [new RegExp(`,? ?\\n?${zip} ${anyTown}(?:/${anyTown})?`, 'uy')]
const start = new RegExp(
  `(?:(?:[\\p{L}\\d.]{1,20} ){1,3}(?:[Mm]ah\\p{L}{0,6}|[Mm]h)\\.?,? (?:${high} )?|${zip},? (?:${townWord})?${town},? |${townWord}${town}, ?)$`,
  'u',
)
const most = 6

/** Where the address goes on to that ends at `end`: flat or house, floor, postal code and town. */
export function addressEnd(text: string, end: number, isFlat: boolean): number {
  let at = end
  for (let n = 0; n < most; n++) {
    let next = at
    for (const step of isFlat ? [...steps, ...flatSteps] : steps) {
      step.lastIndex = at
      if (step.test(text)) next = Math.max(next, step.lastIndex)
    }
    if (next === at) break
    at = next
  }
  return at
}

/** Where the address begins that is known from `from` on: with a postal code and a town. */
export function addressStart(text: string, from: number): number {
  const found = start.exec(text.slice(Math.max(0, from - 60), from))
  return found ? from - found[0].length : from
}

/** Streets told by their word and number, or by number and postal code, in whatever case, with all of their address. */
export function* centralAddresses(text: string): Iterable<EastSpan> {
  for (const [from, part] of partsOf(text)) {
    for (const street of streets) {
      for (const { 0: found, index } of part.matchAll(street)) {
        const end = from + addressEnd(part, index + found.length, !/\p{Lu}/u.test(found))
        yield { start: from + addressStart(part, index), end, class: 'address' }
      }
    }
  }
}

const longestPart = 16_384
const partLength = 4_096
const reach = 256

/** The whole of a ticket in one of these languages; of a long text the stretches that look like it, with what stands around them. */
function* partsOf(text: string): Iterable<readonly [from: number, part: string]> {
  if (text.length <= longestPart) {
    if (looksCentral(text)) yield [0, text]
    return
  }
  for (let at = 0; at < text.length; at += partLength) {
    const lead = Math.max(0, at - reach)
    const from = lead + text.slice(lead, at).indexOf('\n') + 1
    const part = text.slice(from, at + partLength + reach)
    if (looksCentral(part)) yield [from, part]
  }
}

/** Letters of these languages, their words for streets, or a postal code behind a house. */
const letters = /[\u0100-\u0131\u0139-\u0151\u0154-\u0178\u0179-\u017e\u0218-\u021b\u0370-\u04ff]/
const words = ['ul', 'utca', 'rynek', 'tänav', 'sok', 'cad', 'mah']
const anyCase = words.flatMap((word) => [
  word,
  word[0]!.toUpperCase() + word.slice(1),
  word.toUpperCase(),
])
const streetWord = new RegExp(`\\b(?:${anyCase.join('|')})\\b`)
const codeBehind = /\d(?:, ?\n?| \n?|\n)(?:\d{2}-\d{3}|\d{3} \d{2}|\d{4,6}) [A-Za-z\u00c0-\u00ff]/

/** Three quick looks, where one pattern for all in any case would take as long as the search itself. */
function looksCentral(text: string): boolean {
  return letters.test(text) || streetWord.test(text) || codeBehind.test(text)
}
