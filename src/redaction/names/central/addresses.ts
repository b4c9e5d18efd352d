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
  if (!central.test(text)) return
  for (const street of streets) {
    for (const { 0: found, index } of text.matchAll(street)) {
      const end = addressEnd(text, index + found.length, !/\p{Lu}/u.test(found))
      yield { start: addressStart(text, index), end, class: 'address' }
    }
  }
}

/** Letters of these languages, their words for streets, or a postal code behind a house. */
const central =
  /[\u0100-\u0131\u0139-\u0151\u0154-\u0178\u0179-\u017e\u0218-\u021b\u0370-\u04ff]|\b(?:ul|utca|rynek|tänav|sok|cad|mah)\b|\d,? ?\n?(?:\d{2}-\d{3}|\d{3} \d{2}|\d{4,6}) \p{L}/iu
