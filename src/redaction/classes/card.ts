import {
  everywhere,
  isDigit,
  isHex,
  isLetter,
  matchAt,
  type Span,
  type TextClass,
} from './class.ts'

const grouped = [
  /\d{4}([ .-])\d{4}\1\d{4}\1\d{4}\1\d{1,3}(?!\d)/y,
  /\d{4}( {1,2}|[.-])\d{4}\1\d{4}\1\d{4}(?!\d)/y,
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
  digits: [4, 12, 13, 14, 15, 16, 17, 18, 19],
  find(text, at, profile): Span | undefined {
    const first = text.charCodeAt(at)
    if (first === 48 || first === 55) return undefined
    for (const shape of isDigit(text.charCodeAt(at + 4)) ? plain : grouped) {
      const match = matchAt(shape, text, at)
      if (!match) continue
      const end = at + match[0].length
      const number = match[0].replace(/\D/g, '')
      if (
        continues(text, end) ||
        !isCard(number) ||
        !standsAlone(text, at) ||
        isListed(text, at, match[1])
      )
        continue
      if (number.length === 12 && profile === 'log') continue
      return { start: at, end, value: number }
    }
    return undefined
  },
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
  return hasBrand(digits) && passesLuhn(digits)
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
  if (four >= 3528 && four <= 3589) return length === 16
  if (four === 2131 || four === 1800) return length === 15
  if (four >= 2200 && four <= 2204) return length === 16
  if (four === 6011 || two === 65 || (four >= 6440 && four <= 6499)) return length === 16
  if (two === 62 || two === 81 || two === 60 || four === 9792) return length === 16
  const maestro = [5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763, 6390].includes(four)
  return (maestro || (two >= 56 && two <= 58)) && (length === 12 || length === 16)
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = digits.charCodeAt(i) - 48
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum % 10 === 0
}
