import type { EastSpan } from '../east/rule.ts'
import { gap } from '../gaps.ts'
import { triggeredBy, type Triggers } from '../triggers.ts'
import { shape, type Words } from '../words.ts'

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
const sticky = (source: string): RegExp => new RegExp(source, 'iuy')
/** What tells a street by itself, with its number: a word before its name, or behind it, or a postal code behind the number. */
const streetsFirst = [
  sticky(`(?<![\\p{L}\\d])(?:${before}) ?(?:${name} ){0,3}?${name},? ?(?:${label})?${house}`),
  sticky(`(?<![\\p{L}\\d])rynek ${house}`),
]
const streetLast = sticky(
  `(?<![\\p{L}\\d.])\\p{L}[\\p{L}.’'-]{1,30} (?:${behind})(?!\\p{L}),? ?(?:${label})?${house}`,
)
const streetBeforeCode = sticky(
  `(?<![\\p{L}\\d.])\\p{L}[\\p{L}’'-]{2,30} ${house}(?=,? ?\\n?${zip} \\p{L}{3})`,
)
/** How the words for streets begin, to the third letter at most. */
const firstWords = triggeredBy(
  'ul uli al ale os osi pl pla ryn bul nam tr tri trg str b bdu cal sos pia вул пров прос пр прк прт ул ули пер пл пло бул б наб шос мкр жк трг οδο λεω πλ πλα',
)
const lastWords = triggeredBy(
  'utc u ut uto utj ter kor krt koz set rak fas sok sk cad cd bul blv yol iel gat g al pr tee pui tan mnt pst ул ули пр прт прос пер наб шос бул вул',
)

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
const lead = new RegExp(
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
  const found = lead.exec(text.slice(Math.max(0, from - 60), from))
  return found ? from - found[0].length : from
}

/** Streets told by their word and number, or by number and postal code, in whatever case, with all of their address. */
export function* centralAddresses(words: Words, triggers: Triggers): Iterable<EastSpan> {
  const { text } = words
  const isCentral = lookedAt(text)
  for (const [from, to] of [
    ...first(words, triggers(firstWords)),
    ...behindNames(words, triggers(lastWords), streetLast),
    ...behindNames(words, housesIn(words), streetBeforeCode),
  ]) {
    if (!isCentral(from)) continue
    const end = addressEnd(text, to, !/\p{Lu}/u.test(text.slice(from, to)))
    yield { start: addressStart(text, from), end, class: 'address' }
  }
}

type Street = readonly [from: number, to: number]

/** Streets that begin at one of these words. */
function* first({ text, start }: Words, places: readonly number[]): Iterable<Street> {
  for (const pattern of streetsFirst) {
    let floor = 0
    for (const i of places) {
      const at = start[i]!
      if (at < floor) continue
      pattern.lastIndex = at
      if (pattern.test(text)) yield [at, (floor = pattern.lastIndex)]
    }
  }
}

const longestName = 31

/** Streets whose name of one word stands before one of these words. */
function* behindNames(
  { text, start }: Words,
  places: Iterable<number>,
  pattern: RegExp,
): Iterable<Street> {
  let floor = 0
  for (const i of places) {
    const space = start[i]! - 1
    if (text.charCodeAt(space) !== 32) continue
    let at = space
    while (at > floor && space - at < longestName && inName.test(text[at - 1]!)) at--
    for (; at < space; at++) {
      pattern.lastIndex = at
      if (!pattern.test(text)) continue
      yield [at, (floor = pattern.lastIndex)]
      break
    }
  }
}

const inName = /[\p{L}.’'-]/u

/** Numbers of at most four digits behind a word, with another number close by. */
function* housesIn({ count, start, end, shape: shapes, gap: gaps }: Words): Iterable<number> {
  for (let i = 1; i + 1 < count; i++) {
    const form = shapes[i]!
    if (form !== shape.number && form !== shape.code) continue
    if (gaps[i] !== gap.space || shapes[i - 1] === shape.number || end[i]! - start[i]! > 5) continue
    if (mayGoOn(gaps[i + 1]!) && isCodeNear(shapes, i + 1)) yield i
  }
}

/** Whether what stands behind a number lets the same address go on. */
function mayGoOn(joint: number): boolean {
  return joint <= gap.comma || joint === gap.hyphen || joint === gap.glue
}

/** Whether one of the next words has digits: that of a postal code, over the rest of the number of a house. */
function isCodeNear(shapes: Uint8Array, from: number): boolean {
  for (let i = from; i < from + 4; i++)
    if (shapes[i] === shape.number || shapes[i] === shape.code) return true
  return false
}

const longestPart = 16_384
const partLength = 4_096
const reach = 256

/** Whether a text looks like one of these languages, of a long one the stretch around a place. */
function lookedAt(text: string): (at: number) => boolean {
  const seen = new Map<number, boolean>()
  const looks = (part: number, length: number): boolean => {
    let found = seen.get(part)
    if (found === undefined) {
      const from = Math.max(0, part * length - reach)
      seen.set(part, (found = looksCentral(text.slice(from, (part + 1) * length + reach))))
    }
    return found
  }
  if (text.length <= longestPart) return () => looks(0, longestPart)
  return (at) =>
    looks(Math.floor(at / partLength), partLength) ||
    looks(Math.max(0, Math.floor((at - reach) / partLength)), partLength) ||
    looks(Math.floor((at + reach) / partLength), partLength)
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
