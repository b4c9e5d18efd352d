import type { KnownValue } from '../../ports/vault.ts'
import type { Hit } from '../finder.ts'
import { isDigitCode } from '../letters.ts'

const leastDigits = 7
const between = /[ ()./\u00a0_-]/
const widestGap = 3
/** Digits enough for a number, as people group them. */
const groups = /\d(?:[ ()./\u00a0_-]{0,3}\d){6,40}/g
const twoDigitCodes = new Set(
  (
    '20 27 28 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 83 84 86 ' +
    '89 90 91 92 93 94 95 98'
  ).split(' '),
)

/** What may stand before a subscriber's number: the country with its sign or without, the zero of long distance. */
const prefix =
  /(?:(?:\+|(?<!\d)00|(?<!\d)011)[ ./-]{0,2}\d{1,3}[ ()./_-]{0,3}(?:\(?0\)?[ ./_-]{0,2})?\(?|(?<!\d)\(?0\)?[ ./_-]{0,3}\(?|(?<![\d])[1-9]\d{0,2}[ ()./_-]{1,3}0?|(?<!\d)[17])$/

interface Subscriber {
  /** What is dialled from nearby: no country and no zero of long distance. */
  readonly digits: string
  /** Empty where the value names none. */
  readonly country: string
  readonly whole: string
}

/** Finds telephone numbers that are known, however they are grouped, with country, long-distance zero or neither. */
export function numberFinder(values: readonly KnownValue[]): (text: string) => readonly Hit[] {
  const subscribers = values
    .filter((item) => item.class === 'phone')
    .flatMap(({ value }): readonly Subscriber[] => {
      const { digits, country } = subscriberOf(value)
      return digits.length < leastDigits ? [] : [{ digits, country, whole: value }]
    })
  if (subscribers.length === 0) return () => []
  return (text) => {
    const hits: Hit[] = []
    for (const { index, 0: run } of text.matchAll(groups)) {
      for (const hit of findAll(text, index, index + run.length, subscribers)) hits.push(hit)
    }
    return hits
  }
}

function subscriberOf(value: string): Omit<Subscriber, 'whole'> {
  const isInternational = /^\s*(?:\+|00|011)/.test(value)
  const digits = value
    .replace(/^\s*(?:00|011)(?=\s*[1-9])/, '')
    .replace(/\(0\)/, '')
    .replace(/\D/g, '')
  if (!isInternational) return { digits: digits.replace(/^0+/, ''), country: '' }
  const country = digits.slice(0, codeLength(digits))
  return { digits: digits.slice(country.length).replace(/^0/, ''), country }
}

function codeLength(digits: string): number {
  if (/^[17]/.test(digits)) return 1
  return twoDigitCodes.has(digits.slice(0, 2)) ? 2 : 3
}

function findAll(
  text: string,
  from: number,
  to: number,
  subscribers: readonly Subscriber[],
): Hit[] {
  const hits: Hit[] = []
  for (const { digits, country, whole } of subscribers) {
    const head = digits.slice(0, 1)
    for (let at = text.indexOf(head, from); at !== -1 && at < to; at = text.indexOf(head, at + 1)) {
      const end = endOf(text, at, digits)
      if (end === -1) continue
      const start = startOf(text, at, country)
      if (start === -1) continue
      hits.push({ start, end, class: 'phone', value: whole, known: true })
      at = end - 1
    }
  }
  return hits
}

/** Where the digits end when they stand there, grouped in any way; -1 when they do not. */
function endOf(text: string, from: number, digits: string): number {
  let at = from
  for (const digit of digits) {
    let gap = 0
    while (gap < widestGap && between.test(text[at] ?? '')) {
      at++
      gap++
    }
    if (text[at] !== digit) return -1
    at++
  }
  return isDigitCode(text.charCodeAt(at)) ? -1 : at
}

/** Where the number begins with its prefix; -1 when it is part of a longer one. */
function startOf(text: string, at: number, country: string): number {
  const from = Math.max(0, at - 16)
  const found = prefix.exec(text.slice(from, at))
  if (found && found[0] !== '') {
    const start = from + found.index
    if (!isDigitCode(text.charCodeAt(start - 1))) return start
  }
  if (!isDigitCode(text.charCodeAt(at - 1))) return at
  const code = /(?<!\d)\d{1,3}$/.exec(text.slice(from, at))?.[0] ?? ''
  const isCode = country === '' ? codeLength(code) === code.length : code === country
  return isCode && code !== '' ? at - code.length : -1
}
