import type { Profile } from '../../domain/redacted.ts'
import {
  digitsEnd,
  everywhere,
  isDigit,
  isHex,
  isLetter,
  matchAt,
  matchEnd,
  type Span,
  type TextClass,
} from './class.ts'
import { luhn } from './national/checks.ts'

const grouped = [
  /\d{4}([ .-])\d{4}\1\d{4}\1\d{4}\1\d{1,3}(?!\d)/y,
  /\d{4}( {1,2}|[.\t/-])\d{4}\1\d{4}\1\d{4}(?!\d)/y,
  /\d{4}([_,])\d{4}\1\d{4}\1\d{4}(?!\d|\1\d)/y,
  /\d{4}([ -])\d{8}\1\d{4}(?!\d|\1\d)/y,
  /\d{4}([ -])\d{6}\1\d{4,5}(?!\d)/y,
]
const plain = [/\d{12,19}(?!\d)/y]
const keyed = /(?:card|cc|pan|pay|visa|amex|no|nr|num|number)[_-]?$/i

/** Payment card: brand prefix, the brand's length, Luhn, no digits, letters or fraction around. */
export const card: TextClass = {
  name: 'card',
  profiles: everywhere,
  digits: [12, 13, 14, 15, 16, 17, 18, 19],
  find(text, at, profile): Span | undefined {
    if (!mayBegin(text, at) || !goesOn(text, at + 4) || !standsAlone(text, at)) return undefined
    for (const shape of isDigit(text.charCodeAt(at + 4)) ? plain : grouped) {
      const match = matchAt(shape, text, at)
      if (!match) continue
      const end = at + match[0].length
      const number = match[0].replace(/\D/g, '')
      if (continues(text, end) || !isCard(number) || isListed(text, at, match[1])) continue
      if (number.length === 12 && profile === 'log') continue
      return { start: at, end, value: number }
    }
    return undefined
  },
}

/** The same in groups, the first one of four digits. */
export const groupedCard: TextClass = { ...card, digits: [4], next: ' .-_,/\t' }

/** The rest in groups of one size, by that size; in logs only digit by digit. */
const evenly = new Map(
  [1, 2, 3, 5, 8].map((size) => [
    size,
    new RegExp(
      String.raw`\d{${size}}([ .\t/-])(?:\d{${size}}\1){${Math.ceil(13 / size) - 2},${Math.ceil(19 / size) - 2}}\d{1,${size}}(?!\d|\1\d)`,
      'y',
    ),
  ]),
)

function evenCard(profile: Profile, sizes: readonly number[]): TextClass {
  return {
    name: 'card',
    profiles: [profile],
    digits: sizes,
    next: profile === 'log' ? ' -' : ' .-/\t',
    find(text, at): Span | undefined {
      const first = text.charCodeAt(at)
      if (first < 50 || first > 54 || (text[at - 2] !== undefined && continuesList(text, at))) {
        return undefined
      }
      const size = digitsEnd(text, at) - at
      const end = matchEnd(evenly.get(size)!, text, at)
      if (end === -1 || continues(text, end) || !standsAlone(text, at)) return undefined
      const number = text.slice(at, end).replace(/\D/g, '')
      return isCard(number) ? { start: at, end, value: number } : undefined
    },
  }
}

/** A digit in front, with the separator that follows. */
function continuesList(text: string, at: number): boolean {
  return !isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at - 2))
}

/** Digits one by one, or in groups that no card is printed in. */
export const evenCards: readonly TextClass[] = [
  evenCard('log', [1]),
  evenCard('text', [1, 2, 3, 5, 8]),
]

/** True for the first two digits of some brand: years are none. */
function mayBegin(text: string, at: number): boolean {
  const two = (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
  return (
    two === 18 || two === 81 || two === 97 || (two > 20 && two < 68 && two !== 61 && two !== 66)
  )
}

/** True where a fifth digit follows, at most two separators on. */
function goesOn(text: string, at: number): boolean {
  return (
    isDigit(text.charCodeAt(at)) ||
    isDigit(text.charCodeAt(at + 1)) ||
    isDigit(text.charCodeAt(at + 2))
  )
}

/** One of more than four numbers with the same separator. */
function isListed(text: string, at: number, separator = ''): boolean {
  return separator === ',' && text[at - 1] === ',' && isDigit(text.charCodeAt(at - 2))
}

function standsAlone(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  if (before === 46) return !isDigit(text.charCodeAt(at - 2))
  if (isLetter(before) || before === 95) return keyed.test(text.slice(Math.max(0, at - 12), at))
  if (before !== 45) return true
  const beyond = text.charCodeAt(at - 2)
  if (beyond === 95) return false
  if (!isHex(beyond)) return true
  return /(?:^|[^A-Za-z0-9])[A-Za-z]{1,20}-$/.test(text.slice(Math.max(0, at - 22), at))
}

function continues(text: string, end: number): boolean {
  const next = text.charCodeAt(end)
  if (isLetter(next)) return true
  return next === 46 && isDigit(text.charCodeAt(end + 1)) && text[end + 1] !== '0'
}

/** True for a number with a brand's prefix and length that passes Luhn. */
export function isCard(digits: string): boolean {
  return hasBrand(digits) && luhn(digits)
}

function hasBrand(digits: string): boolean {
  const length = digits.length
  const two = Number(digits.slice(0, 2))
  const four = Number(digits.slice(0, 4))
  if (digits[0] === '4') return length === 13 || length === 16 || length === 19
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return length === 16
  if (two === 34 || two === 37) return length === 15
  if (two === 36 || two === 38 || two === 39 || (four >= 3000 && four <= 3059) || four === 3095) {
    return length === 14
  }
  if (two === 35) return length === 16
  if (four === 2131 || four === 1800) return length === 15
  if (four >= 2200 && four <= 2204) return length === 16
  if (four === 6011 || two === 65 || (four >= 6440 && four <= 6499)) return length === 16
  if (two === 62 || two === 81 || two === 60 || four === 9792) return length === 16
  const maestro = [5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763, 6390].includes(four)
  return (maestro || (two >= 56 && two <= 58)) && (length === 12 || length === 16)
}
