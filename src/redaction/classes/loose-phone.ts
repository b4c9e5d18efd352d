import {
  isAlnum,
  isDigit,
  matchAt,
  matchEnd,
  type Span,
  textOnly,
  type TextClass,
} from './class.ts'
import { phoneExtension, phoneShape, phoneSpan } from './phone-shape.ts'
import { maySpeakOfPhones, speaksOfPhones } from './phone-words.ts'

const candidate = new RegExp(
  String.raw`(?:\(?\+?\d[\d ()./-]{4,20}\d|\d{2}[ .-]?\d{3}|\d{5})(?!\d)${phoneExtension}`,
  'iy',
)
const unitAfter =
  /^ ?(?:%|ms\b|s\b|sec|min|hours?\b|[kmgt]i?b\b|bytes?|requests?|errors?|rows?|events?|users?|times?|lines?|(?:€|\$|£|eur|usd|gbp)\b)/i
/** The longest that the pattern takes, its extension included. */
const longest = 48
/** What no shape with fewer digits is by itself. */
const leastSure = 7
/** With so many digits in the first group only a bracket or an extension makes a number sure. */
const leastLong = 6
const longestShape = 22
const extension = /(?<=[ ,\d])[x#edpraiwд]/iuy

/** The address of a machine with nothing behind it that could go on with a number: by itself it is none of a phone. */
const machine = /[1-9]\d{0,2}(?:\.\d{1,3}){3}(?![\d()./-]| [\d ()./-]|[ ,]{0,2}[x#edpraiwд])/iuy

/** The many shapes in which people write their numbers; used on tickets and chat only. */
export const loosePhone: TextClass = {
  name: 'phone',
  profiles: textOnly,
  digits: [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  find(text, at): Span | undefined {
    const before = text.charCodeAt(at - 1)
    if (isAlnum(before) || (before > 32 && '_#-.$€£/@'.includes(text[at - 1]!))) return undefined
    if (before === 58 && !/\p{L}/u.test(text[at - 2] ?? '')) return undefined
    if (!mayBeSure(text, at) && !maySpeakOfPhones(text, at, at + longest)) return undefined
    const match = matchAt(candidate, text, at)
    if (!match) return undefined
    const end = at + match[0].length
    if (/[A-Za-z0-9_@]/.test(text[end] ?? ' ') || /^:\d/.test(text.slice(end, end + 2))) {
      return undefined
    }
    if (unitAfter.test(text.slice(end, end + 10))) return undefined
    const shape = phoneShape(match[0], isGoingOn(text, at))
    if (shape === 'no' || (shape === 'likely' && !speaksOfPhones(text, at, end))) return undefined
    return phoneSpan(match[0], at)
  },
}

/** The same where few digits come first, so that something goes between them and the next. */
export const groupedLoosePhone: TextClass = {
  ...loosePhone,
  digits: [1, 2, 3, 4],
  next: ' ()./-',
}

/** The same behind a bracket. */
export const bracketedLoosePhone: TextClass = {
  ...loosePhone,
  digits: [],
  chars: '(',
  next: '0123456789+',
}

/** More digits stand in front, as in a longer number in groups. */
function isGoingOn(text: string, at: number): boolean {
  return text[at - 1] === ' ' && /\d/.test(text[at - 2] ?? '') && text[at] !== '('
}

/** Whether what follows, with what may stand between its digits, can be a number that needs no word about phones. */
function mayBeSure(text: string, at: number): boolean {
  if (isDotNext(text, at) && matchEnd(machine, text, at) !== -1) return false
  let digits = 0
  let first = 0
  let i = at
  for (; i < at + longest; i++) {
    const code = text.charCodeAt(i)
    if (isDigit(code)) {
      digits++
      if (first > 0 && first < leastLong && digits >= leastSure) return true
    } else if (code === 40 || code === 41) return true
    else if (code === 32 || code === 43 || (code >= 45 && code <= 47)) {
      first ||= digits
    } else break
  }
  if (first === 0 || first === digits) return mayBePlain(text.charCodeAt(at), digits)
  return digits >= leastSure && (i - at > longestShape || matchEnd(extension, text, i) !== -1)
}

function isDotNext(text: string, at: number): boolean {
  return (
    text.charCodeAt(at + 1) === 46 ||
    text.charCodeAt(at + 2) === 46 ||
    text.charCodeAt(at + 3) === 46
  )
}

/** Whether one run of digits can be a national number, an international one or one of North America. */
function mayBePlain(first: number, digits: number): boolean {
  return digits === 10 || digits === 11 || (first === 48 && digits > 8 && digits < 16)
}
