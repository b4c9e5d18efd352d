import type { Slots } from '../packed.ts'
import { plain } from '../spaced/tongue.ts'
import { commonness, type EastSpan, isGiven } from './rule.ts'
import {
  addressWords,
  follow,
  kinds,
  labels,
  leads,
  nobody,
  provinces,
  shortTitles,
  titles,
} from './thai-words.ts'

const letter = '\\u0e01-\\u0e4e'
const mark = '\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e'
/** A list of words with the marks that a reading has taken out or left in. */
const any = (words: string, least = 2): string =>
  words
    .split('|')
    .map((word) => plain(word).replace(/[ก-๎]/g, `$&[${mark}]{0,3}`))
    .filter((word) => word.replace(/\[.*?\]\{0,3\}/g, '').length >= least)
    .join('|')

const behind = `(?=$|[^${letter}]|${any(follow)})`
const titled = new RegExp(
  `(?:${any(titles)}|(?<![${letter}]|[${letter}][${mark}])(?:${any(shortTitles)})|(?<=${any(leads)})(?:${any(shortTitles)}))\\s?(?!${any(nobody)})`,
  'gu',
)
const given = new RegExp(`[${letter}]{2,20}?${behind}`, 'uy')
const ended = `(?=$|[^${letter}]|${any(follow, 3)})`
const surname = new RegExp(
  ` (?!${any(follow, 3)}|${any(titles)}|${any(kinds)}|${any(nobody, 3)})[${letter}]{3,22}?${ended}`,
  'uy',
)
/** What is left of a frequent title without its marks. */
const elder = new RegExp(`(?:(?<![${letter}])|(?<=${any(leads)}))พ(?=[${letter}])`, 'gu')
const chunks = new RegExp(`(?<![${letter}])[${letter}]{3,40}`, 'gu')
const whole = new RegExp(`^[${letter}]{3,16} [${letter}]{3,22}$`, 'gmu')
const signed = new RegExp(
  `(?<=(?:${any('นับถือ|เคารพ|ขอบคุณ|ขอบพระคุณ')})[^\\n]{0,12}\\n{1,2})[${letter}]{2,16}(?: [${letter}]{3,22})?(?=$|\\n)`,
  'gmu',
)
const labelled = new RegExp(
  `^[ \\t>*-]{0,3}(?:${any(labels)})\\s?:\\s?(?:${any(titles)})?([${letter}][${letter}. ]{1,40})`,
  'gmu',
)
const part = `(?:${any(addressWords)})\\s?[${letter}\\d/-]{1,24}(?: \\d{1,4}(?:/\\d{1,4})?(?!\\d))?`
const patterns: readonly (readonly [EastSpan['class'], RegExp])[] = [
  [
    'address',
    new RegExp(
      `(?:\\d{1,4}(?:/\\d{1,4})?,? ?)?${part}(?:,? ${part}){0,8}(?:,? (?:${any(provinces)}))?(?: \\d{5}(?!\\d))?`,
      'gu',
    ),
  ],
  [
    'organisation',
    new RegExp(
      `(?:${any(kinds)}) ?[${letter}][${letter}. ]{1,40}? ${any('จำกัด')}(?: ?\\(${any('มหาชน')}\\))?|(?:${any(kinds)}) ?(?!${any('ขาย|ค้า|ของ|ที่|นี้|เรา|อื่น|นั้น|และ|ไม่|จะ|ได้|อาหารของ|เดียวกัน|อยู่|เปิด|แจ้ง')})[${letter}]{3,28}?${behind}`,
      'gu',
    ),
  ],
  ['place', new RegExp(any(provinces), 'gu')],
]

/** Names of persons, companies, places and addresses in Thai, which has no spaces between words. */
export function* thaiNames(text: string, vocabulary: Slots): Iterable<EastSpan> {
  for (const match of text.matchAll(labelled)) {
    const end = match.index + match[0].length
    yield { start: end - match[1]!.length, end, class: 'person' }
  }
  for (const [name, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      if (name !== 'address' || /\d/.test(match[0]) || match[0].includes(' '))
        yield { start: match.index, end: match.index + match[0].length, class: name }
    }
  }
  for (const match of text.matchAll(titled)) {
    const start = match.index + match[0].length
    const end = personEnd(text, start, vocabulary)
    if (end > start) yield { start, end, class: 'person' }
  }
  for (const { index } of text.matchAll(elder)) {
    const length = knownLength(text, index + 1, vocabulary)
    if (length > 0)
      yield { start: index + 1, end: withSurname(text, index + 1 + length), class: 'person' }
  }
  for (const match of text.matchAll(whole)) {
    if (isGiven(match[0].split(' ')[0]!, vocabulary))
      yield { start: match.index, end: match.index + match[0].length, class: 'person' }
  }
  for (const { 0: found, index } of text.matchAll(signed))
    yield { start: index, end: index + found.length, class: 'person' }
  for (const match of text.matchAll(chunks)) {
    const length = knownLength(text, match.index, vocabulary)
    if (length > 3 && commonness(text.slice(match.index, match.index + length), vocabulary) === 0)
      yield { start: match.index, end: withSurname(text, match.index + length), class: 'person' }
  }
}

/** Behind the given name, the longest known one or up to a word that follows names, and a family name. */
function personEnd(text: string, start: number, vocabulary: Slots): number {
  const known = knownLength(text, start, vocabulary)
  given.lastIndex = start
  const length = known > 0 ? known : (given.exec(text)?.[0].length ?? 0)
  return length === 0 ? start : withSurname(text, start + length)
}

function withSurname(text: string, end: number): number {
  surname.lastIndex = end
  return end + (surname.exec(text)?.[0].length ?? 0)
}

const ends = new RegExp(`[^${letter}]|${any(follow)}|$`, 'uy')

/** The length of the longest given name of the lists there, when something ends or follows behind it. */
function knownLength(text: string, start: number, vocabulary: Slots): number {
  for (let length = Math.min(16, text.length - start); length > 2; length--) {
    ends.lastIndex = start + length
    if (isGiven(text.slice(start, start + length), vocabulary) && ends.test(text)) return length
  }
  return 0
}
