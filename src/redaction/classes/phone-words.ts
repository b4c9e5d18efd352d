import { isLetter, matchEnd } from './class.ts'
import { beginningOf, nearWords } from './near-words.ts'

/** Words about phones near a number, in the languages of our customers. */
const latin =
  'phone|telephone|tel|call(?:s|ed|ing|er|me)?|fax|mobile|cell|cellphone|office|landline|reach (?:me|you|him|her|us|them)|answer(?:s|ed|ing)? (?:at|on)|whatsapp|signal|viber|telegram|sms|texts?|texted|dial(?:s|ed|led|ing)?|ring|rang|hotline|number is|contact number|callback|voicemail|switchboard|direct line|' +
  'telefon\\w*|handy\\w*|mobil\\w*|rufnummer|ruf\\w* (?:mich|uns|sie)|anruf\\w*|angerufen|erreich\\w*|durchwahl|festnetz|nummer ist|' +
  'tel[eé]fono?s?|t[eé]l[eé]phone|portable|appel\\w*|joign\\w*|num[eé]ro|fixe|standard|' +
  'm[oó]vil|celular(?:es)?|ll[aá]m\\w*|n[uú]mero|contacto|fijo|' +
  'cellulare|chiam\\w*|recapito|numero|' +
  'telefone|telem[oó]vel|lig(?:ar|ue|a|uem)|contato|' +
  'telefoon\\w*|bel (?:me|mij|ons)|bellen|gebeld|mobiel|bereik\\w*|' +
  'tlf|tlf\\.|telefonnr|ringe?r?|n[aå]s p[aå]|' +
  'puhelin\\w*|puh|soita\\w*|numero on|' +
  'kom[oó]rk\\w*|zadzwo\\w*|dzwoni\\w*|numer|mobiln\\w*|volejte|zavolej\\w*|[cč][ií]slo|' +
  'h[ií]v\\w*|sz[aá]m|suna\\w*|sun[aă]\\w*|num[aă]r\\w*|nazov\\w*|broj|' +
  'telefonu\\w*|cep|ara(?:y[ıi]n|d[ıi]m|ma)\\w*|numara\\w*|' +
  'nomor|hp|hubungi|telepon|[sđ]i[eệ]n tho[aạ]i|s[oố] [dđ]i[eệ]n|g[oọ]i|tumawag'
const others =
  'телефон|звон|позвон|моб|номер|дзвон|тел\\.|τηλ|κινητό|κινητο|טלפון|נייד|هاتف|جوال|موبايل|اتصل|تلفن|電話|携帯|でんわ|电话|手机|手機|致电|联系|전화|휴대폰|연락처|핸드폰|फोन|फ़ोन|मोबाइल|ফোন|โทร|มือถือ'

const words = new RegExp(
  `(?<![a-z])(?:${latin})(?![a-z])|${others.normalize('NFKC').replace(/\p{M}/gu, '')}`,
  'i',
)
const latinWord = new RegExp(`(?:${latin})(?![a-z])`, 'iy')
const reach = 40
const reachBehind = 12
const headLength = 4
const tableSize = 1 << 16
/** By `placeOf` of the first letters of a word: whether one of ours may begin so. */
const heads = new Uint8Array(tableSize)
const beginnings: number[] = []
for (const word of latin.split(/\|(?![^(]*\))/)) {
  for (const head of headsOf(word, 0, [])) {
    const [a = 0, b = 0, c = 0, d = 0] = head
    heads[placeOf(a, b, c, d)] = 1
    beginnings.push(beginningOf(a, b, c))
  }
}

/** The first four letters, 0 where the word has ended, of all that a simple pattern matches but letters beyond ASCII. */
function headsOf(pattern: string, at: number, head: readonly number[]): (readonly number[])[] {
  if (head.length === headLength) return [head]
  const char = pattern[at]
  const further = (letters: Iterable<number>, next: number): (readonly number[])[] =>
    [...letters].flatMap((letter) => headsOf(pattern, next, [...head, letter]))
  if (char === '(' || char === '\\') return further(Array(32).keys(), at)
  if (char === undefined || char === ' ') return further([0], at)
  const end = char === '[' ? pattern.indexOf(']', at) : at
  const letters = pattern.slice(at, end + 1).match(/[a-z]/g) ?? []
  const isOptional = pattern[end + 1] === '?'
  return [
    ...further(
      letters.map((letter) => letter.charCodeAt(0) & 31),
      end + (isOptional ? 2 : 1),
    ),
    ...(isOptional ? headsOf(pattern, end + 2, head) : []),
  ]
}

function placeOf(a: number, b: number, c: number, d: number): number {
  return Math.imul((a << 15) | (b << 10) | (c << 5) | d, 0x9e3779b1) >>> 16
}

/** Most words are turned away by their first letters. */
function isOurs(text: string, from: number, to: number): boolean {
  const letterAt = (at: number): number => (at < to ? text.charCodeAt(at) & 31 : 0)
  const head = placeOf(letterAt(from), letterAt(from + 1), letterAt(from + 2), letterAt(from + 3))
  return heads[head] === 1 && matchEnd(latinWord, text, from) !== -1
}

const mayTell = nearWords(isOurs, beginnings)

/** Whether a closer look can find a word about phones around a number that ends before `end`: cheap, for numbers by the thousand. */
export function maySpeakOfPhones(text: string, start: number, end: number): boolean {
  return mayTell(text, Math.max(0, start - reach), end + reachBehind)
}

/** True when the text in front of a number, or the few characters behind it, speak of phones; texts come without combining marks. */
export function speaksOfPhones(text: string, start: number, end: number): boolean {
  if (!maySpeakOfPhones(text, start, end)) return false
  const before = text.slice(wordFrom(text, start - reach), start)
  return words.test(`${before} ${text.slice(end, end + reachBehind)}`)
}

/** A word that the reach cuts in two does not count. */
function wordFrom(text: string, from: number): number {
  let at = Math.max(0, from)
  if (at > 0 && isLetter(text.charCodeAt(at - 1))) while (isLetter(text.charCodeAt(at))) at++
  return at
}
