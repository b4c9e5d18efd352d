import { isTurkishSuffix } from './central/letters.ts'
import { cue } from './cues.ts'
import { gap } from './gaps.ts'
import { flag } from './packed.ts'
import { shape, type Words } from './words.ts'

/** Part of a path, an address, an identifier or of code. */
export function isTechnical(
  { text, start, end, gap: gaps, shape: shapes, count }: Words,
  i: number,
): boolean {
  const next = i + 1 < count ? gaps[i + 1] : gap.begin
  if (gaps[i] === gap.glue || next === gap.glue) return true
  if (next === gap.hyphen && isCode(shapes[i + 1]!)) return true
  if (gaps[i] === gap.hyphen && isCode(shapes[i - 1]!)) return true
  if (next === gap.hyphen && leadsToGlue(gaps, i + 1, count)) return true
  return beforeCode.has(text.charCodeAt(start[i]! - 1)) || afterCode.has(text.charCodeAt(end[i]!))
}

/** Whether words joined by hyphens end in a path or an identifier, as in `nova-api.log`. */
function leadsToGlue(gaps: Uint8Array, from: number, count: number): boolean {
  for (let i = from; i < count && i < from + 4; i++) {
    if (gaps[i] === gap.glue) return true
    if (gaps[i] !== gap.hyphen) return false
  }
  return false
}

function isCode(form: number): boolean {
  return form === shape.number || form === shape.code
}

const codesOf = (signs: string): ReadonlySet<number> =>
  new Set(Array.from(signs, (sign) => sign.charCodeAt(0)))
const beforeCode = codesOf('`_$@/#=')
const afterCode = codesOf('`_(=@')

/** Where any word has a capital. */
export function isInitial({ gap: gaps, shape: shapes }: Words, i: number): boolean {
  const before = gaps[i]!
  if (before === gap.dot) return shapes[i - 1] !== shape.initial
  return (
    before !== gap.space &&
    before !== gap.comma &&
    before !== gap.hyphen &&
    before !== gap.apostrophe
  )
}

/** Whether the words before say that a name follows. */
export function isIntroduced(words: Words, at: number): boolean {
  let i = at
  for (
    let n = 0;
    n < 3 && i > 1 && words.gap[i] === gap.space && words.hints[i - 1]! & cue.noble;
    n++
  )
    i--
  const before = words.gap[i]!
  if (i === 0 || before === gap.blankLine) return false
  const cues = words.hints[i - 1]!
  if (before === gap.colon) return (cues & cue.label) !== 0
  if (before === gap.stop || before === gap.hyphen || before === gap.glue) return false
  if (cues & (cue.introduces | cue.title))
    return before !== gap.line || (cues & cue.introduces) !== 0
  if (before !== gap.space || i < 2) return false
  if (cues & cue.quotes) return i + 1 >= words.count || words.gap[i + 1]! > gap.space
  const last = words.text.slice(words.start[i - 1], words.end[i - 1]).toLowerCase()
  const former = words.text.slice(words.start[i - 2], words.end[i - 2]).toLowerCase()
  return introductions.has(`${former} ${last}`)
}

/** Behind a title or `name is`, where any word can be a name. */
export function isNamed({ hints, gap: gaps, text, start, end }: Words, i: number): boolean {
  if (gaps[i] === gap.dot || hints[i - 1]! & cue.title) return (hints[i - 1]! & cue.title) !== 0
  return i > 1 && /^name[ns]? (?:is|s)$/i.test(text.slice(start[i - 2], end[i - 1]))
}

/** A capital before an apostrophe and a Turkish ending, which proper names alone have: `Can'a`, `Deniz'in`. */
export function isBeforeSuffix(
  { gap: gaps, shape: shapes, text, start, end, count }: Words,
  i: number,
): boolean {
  const next = i + 1
  if (next >= count || gaps[next] !== gap.apostrophe || shapes[i] !== shape.capital) return false
  return shapes[next] === shape.lower && isTurkishSuffix(text.slice(start[next], end[next]))
}

const titlesBehind =
  /^(?:ur(?:at)?|úr\p{L}{0,4}|asszon\p{L}{0,5}|nén[ii]\p{L}{0,3}|bács[ii]\p{L}{0,3}|bey(?:i|e|in|le|den|de)?|hanım\p{L}{0,3}|ab[il]a?|hoca\p{L}{0,2}|efendi)$/iu

/** Before a title that stands behind: `Szűcs úr`, `Defne Hanım`. */
export function isBeforeTitle(
  { hints, gap: gaps, text, start, end, count }: Words,
  i: number,
): boolean {
  const next = i + 1
  if (next >= count || gaps[next] !== gap.space || !(hints[next]! & cue.title)) return false
  return titlesBehind.test(text.slice(start[next], end[next]))
}

const introductions = new Set([
  'name is',
  'name s',
  'names is',
  'call me',
  'me llamo',
  'mi chiamo',
  'ich bin',
  'ich heiße',
  'je suis',
  'm appelle',
  'ik ben',
  'mijn naam',
  'jag heter',
  'i am',
  'i m',
  'this is',
  'spoke to',
  'spoke with',
  'speak with',
  'speak to',
  'speaking to',
  'speaking with',
  'talk to',
  'talked to',
  'talked with',
  'name ist',
  'nome é',
  'nome è',
  'nombre es',
  'naam is',
  'namn är',
  'hier ist',
  'named after',
  'people call',
  'called me',
  'married to',
  'behalf of',
  'by mr',
  'meu nome',
  'jestem',
  'меня зовут',
  'мене звати',
  'привет это',
  'здравствуйте это',
  'привіт це',
  'em là',
  'anh là',
  'chị là',
  'cháu là',
  'mình là',
  'tôi là',
  'tên là',
  'tôi tên',
  'det är',
  'dit is',
  'tu mówi',
  'adım',
])

/** A word of its own before a colon at the beginning of a line. */
export function isLabel({ gap: gaps, count }: Words, i: number): boolean {
  const before = gaps[i]!
  if (i + 1 >= count || gaps[i + 1] !== gap.colon) return false
  return before === gap.line || before === gap.blankLine || before === gap.begin
}

/** Beside a number, as days and months are. */
export function isDated({ shape: shapes, gap: gaps, count }: Words, i: number): boolean {
  if (i > 0 && gaps[i] === gap.space && shapes[i - 1] === shape.number) return true
  return i + 1 < count && gaps[i + 1] === gap.space && shapes[i + 1] === shape.number
}

/** In lower case behind an English article or the like, or without a vowel beside no name: `our wrapup`, `ok thx`. */
export function isThing({ text, start, end, gap: gaps, bits }: Words, i: number): boolean {
  const isBehind = i > 0 && gaps[i] === gap.space
  if (!/[aeiouyà-ÿ]/i.test(text.slice(start[i], end[i])))
    return !isBehind || (bits[i - 1] !== 0 && !(bits[i - 1]! & (flag.given | flag.family)))
  return isBehind && /^(?:an?|our|your|their|its)$/i.test(text.slice(start[i - 1], end[i - 1]))
}

/** `Julia 1.12` is a product. */
export function isVersioned(
  { gap: gaps, shape: shapes, text, end, count }: Words,
  i: number,
): boolean {
  if (i + 2 >= count || gaps[i + 1] !== gap.space || shapes[i + 1] !== shape.number) return false
  return gaps[i + 2] === gap.glue && text[end[i + 1]!] === '.'
}

/** `Czech` in `Czech Republic`. */
export function isBeforeTail(
  { shape: shapes, gap: gaps, hints, count }: Words,
  i: number,
): boolean {
  const next = i + 1
  return (
    next < count &&
    gaps[next] === gap.space &&
    shapes[next] === shape.capital &&
    (hints[next]! & cue.placeTail) !== 0
  )
}

/** `Checkout` in `Checkout Service`. */
export function isBeforeTerm({ gap: gaps, shape: shapes, bits, count }: Words, i: number): boolean {
  const next = i + 1
  if (next >= count || gaps[next] !== gap.space || shapes[next] === shape.lower) return false
  return (bits[next]! & flag.term) !== 0
}
