import type { EastSpan } from '../east/rule.ts'
import { gap } from '../gaps.ts'
import { flag, levelOf } from '../packed.ts'
import { shape, type Words } from '../words.ts'
import {
  addressParts,
  companies,
  families,
  introductions,
  middles,
  ordinary,
  places,
  titles,
  verbs,
} from './vietnamese-words.ts'

const placeHeads = new Set([...places].map((place) => place.split('_')[0]))
const accented = /[à-ỹđ]/i
const syllable = '\\p{Lu}\\p{L}{0,7}'
const eitherCase = (words: string): string =>
  words.replace(/(?<=^|\|)\p{Ll}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`)
const part = `(?:${eitherCase(addressParts)})[ .]{0,2}(?:\\d{1,5}(?:[/-]\\d{1,4}){0,3}[A-Za-z]?|${syllable}(?: (?:${syllable}|\\d{1,2})){0,4})`
const lowerPart = `(?:${addressParts})[ .]{0,2}(?:\\d{1,5}(?:[/-]\\d{1,4}){0,3}[a-z]?|\\p{Ll}{1,7}(?: (?:\\p{Ll}{1,7}|\\d{1,2})){0,3})`
const number = '\\d{1,4}(?:[/-]\\d{1,4}){0,3}[A-Za-z]?'
const capitals = `${syllable}(?: ${syllable}){0,4}`
const lowers = '\\p{Ll}{1,7}(?: \\p{Ll}{1,7}){0,3}'

const patterns: readonly (readonly [EastSpan['class'], RegExp])[] = [
  [
    'address',
    new RegExp(
      `(?<![\\p{L}\\d])(?:(?:${number},? )?${part}|${number} ${capitals}(?=,))(?:,? (?:${part}|${number} ${capitals}|(?:TP\\.? ?)?${capitals})(?=[,.\\n;)]|$)|, ?(?:${part}|${capitals}|${number} ${capitals})| \\d{5,6}(?!\\d)){1,8}`,
      'gu',
    ),
  ],
  [
    'address',
    new RegExp(
      `(?<=(?:ở|tại|về|địa chỉ|đến|tới|qua)(?: là)?:? )(?:${number},? )?(?:${lowerPart}|(?<=\\d ?)${lowers})(?:, ?(?:${lowerPart}|${lowers})){1,5}(?=[.\\n,;]|$)`,
      'gu',
    ),
  ],
  [
    'organisation',
    new RegExp(
      `(?<!\\p{L})(?:${eitherCase(companies)})(?: (?:TNHH|MTV|[Cc]ổ [Pp]hần|CP|XNK|TM|DV|ô tô|Ô tô|${syllable}|&|và(?= \\p{Lu}))){1,9}`,
      'gu',
    ),
  ],
]

/** Names of persons, companies, places and addresses in Vietnamese, where each syllable is a word. */
export function* vietnameseNames(words: Words): Iterable<EastSpan> {
  const { text } = words
  if (!/[\u1ea0-\u1ef9ơưƠƯđĐ]/.test(text)) return
  for (const [name, pattern] of patterns) {
    for (const match of text.matchAll(pattern))
      yield { start: match.index, end: match.index + match[0].length, class: name }
  }
  for (let i = 0; i < words.count;) {
    const to = capitalRun(words, i) ?? lowerName(words, i) ?? lowerPlace(words, i) ?? i
    if (to > i) yield { start: words.start[i]!, end: words.end[to - 1]!, class: 'person' }
    i = Math.max(to, i + 1)
  }
}

const wordAt = ({ text, start, end }: Words, i: number): string =>
  i < 0 ? '' : text.slice(start[i], end[i]).toLowerCase()

function isCapital({ shape: shapes, end, start, count }: Words, i: number): boolean {
  return (
    i < count &&
    (shapes[i] === shape.capital || shapes[i] === shape.upper) &&
    end[i]! - start[i]! < 8
  )
}

/** Whether the word stands where any word has a capital. */
function isFirst({ gap: gaps }: Words, i: number): boolean {
  return gaps[i] !== gap.space && gaps[i] !== gap.comma && gaps[i] !== gap.hyphen
}

/** Capitals in a row, of which the first is a family name or stands within a sentence. */
function capitalRun(words: Words, from: number): number | undefined {
  if (!isCapital(words, from)) return undefined
  let to = from + 1
  while (to - from < 6 && isCapital(words, to) && words.gap[to] === gap.space) to++
  const whole = words.text.slice(words.start[from], words.end[to - 1])
  const head = wordAt(words, from)
  if (
    !accented.test(whole) ||
    titles.has(head) ||
    (words.bits[from]! & flag.term && !accented.test(head))
  )
    return undefined
  if (to - from > 1) {
    if (families.has(head) || !isFirst(words, from)) return to
    return ordinary.has(head) ? undefined : to
  }
  if (isLed(words, from)) return to
  if (isFirst(words, from)) return ordinary.has(head) || !isSpoken(words, to) ? undefined : to
  return words.shape[from] === shape.capital && !ordinary.has(head) ? to : undefined
}

/** Behind a title, or two words that lead to a person. */
function isLed(words: Words, i: number): boolean {
  if (i === 0 || words.gap[i] !== gap.space) return false
  const before = wordAt(words, i - 1)
  return titles.has(before) || introductions.has(`${wordAt(words, i - 2)}_${before}`)
}

/** Before a verb, as somebody is who begins a sentence. */
function isSpoken(words: Words, next: number): boolean {
  return next < words.count && words.gap[next] === gap.space && verbs.has(wordAt(words, next))
}

/** A place in lower case behind `at`. */
function lowerPlace(words: Words, from: number): number | undefined {
  if (words.shape[from] !== shape.lower || from === 0) return undefined
  if (!placeHeads.has(wordAt(words, from))) return undefined
  if (!/^(?:ở|tại|về|từ|ra|vào|đến|tới)$/.test(wordAt(words, from - 1))) return undefined
  for (let length = 3; length > 0; length--) {
    const phrase = Array.from({ length }, (_, k) =>
      wordAt(words, Math.min(from + k, words.count - 1)),
    ).join('_')
    if (places.has(phrase)) return from + length
  }
  return undefined
}

/** A name in lower case: a family name with a middle one, or what follows a title and is no word of the language. */
function lowerName(words: Words, from: number): number | undefined {
  if (words.shape[from] !== shape.lower) return undefined
  const head = wordAt(words, from)
  const isNext = (i: number): boolean =>
    i < words.count && words.gap[i] === gap.space && words.shape[i] === shape.lower
  const isFamily = families.has(head)
  if (isFamily && isNext(from + 1) && middles.has(wordAt(words, from + 1)) && isNext(from + 2)) {
    const isLong =
      isNext(from + 3) &&
      middles.has(wordAt(words, from + 2)) &&
      !ordinary.has(wordAt(words, from + 3))
    if (/^(?:thị|văn)$/.test(wordAt(words, from + 1)) || isLed(words, from))
      return isLong ? from + 4 : from + 3
  }
  if (!isLed(words, from) || ordinary.has(head) || titles.has(head)) return undefined
  if (!accented.test(head) && levelOf(words.bits[from]!, true) > 1) return undefined
  if (!isFamily && !(words.bits[from]! & (flag.given | flag.family))) return undefined
  return isFamily && isNext(from + 1) && !ordinary.has(wordAt(words, from + 1))
    ? from + 2
    : from + 1
}
