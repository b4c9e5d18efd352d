import { isAlnum, matchAt, everywhere, textOnly, type Span, type TextClass } from './class.ts'

const international = /\+(?:[1-9](?:[ .()/-]{0,2}\d){7,14})(?: ?(?:x|ext\.?) ?\d{1,6})?(?!\d)/iy
const keyedValue =
  /[=:]["'\\ ]{0,4}(\+?\(?\d[\d ()./-]{4,22}\d(?: ?(?:x|ext\.?) ?\d{1,6})?)(?!\d)/iy
const phoneKey =
  /(?:^|[^a-z])(?:phone|telephone|tel|mobile|msisdn|cell|fax|whatsapp)(?:[_.-]?(?:number|num|no|nr))?$|(?:phone|mobile)(?:number|no)?$/

/** A number in international form. */
export const phone: TextClass = {
  name: 'phone',
  profiles: everywhere,
  chars: '+',
  find(text, at): Span | undefined {
    if (isAlnum(text.charCodeAt(at - 1))) return undefined
    const match = matchAt(international, text, at)
    return match ? span(match[0], at) : undefined
  },
}

/** Whatever a `phone=` style key names. */
export const keyedPhone: TextClass = {
  name: 'phone',
  profiles: everywhere,
  ownsKey: (key) => phoneKey.test(key),
  find(text, at): Span | undefined {
    const match = matchAt(keyedValue, text, at)
    if (!match) return undefined
    const digits = match[1]!.replace(/\D/g, '').length
    if (digits < 6 || digits > 21) return undefined
    return span(match[1]!, at + match[0].length - match[1]!.length)
  },
}

const candidate = /\(?\d[\d ()./-]{4,20}\d(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\d:])/iy
const northAmerican = /^(?:1[ .-]?|001[ .-]?)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}$/
const plainNorthAmerican = /^1?[2-9]\d\d[2-9]\d{6}$/
const dateLike =
  /^(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}|^\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d(?: |$)/
const inContext =
  /(?:phone|telephone|\btel\b|\bcall|calling|\bfax|mobile|\bcell|office|reach (?:me|you|him|her|us)|answering at|whatsapp|\bsms\b|\bdial|\bring\b|text me|hotline)/i
const unitAfter =
  /^ ?(?:%|ms\b|s\b|sec|min|hours?\b|[kmgt]i?b\b|bytes?|requests?|errors?|rows?|events?|users?|times?|lines?)/i

/** The many shapes in which people write their numbers; used on tickets and chat only. */
export const loosePhone: TextClass = {
  name: 'phone',
  profiles: textOnly,
  chars: '(',
  digits: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  find(text, at): Span | undefined {
    const before = text.charCodeAt(at - 1)
    if (isAlnum(before) || (before > 32 && '_#-.$€£/:@'.includes(text[at - 1]!))) return undefined
    const match = matchAt(candidate, text, at)
    if (!match) return undefined
    const end = at + match[0].length
    if (/[A-Za-z0-9_@]/.test(text[end] ?? ' ') || unitAfter.test(text.slice(end, end + 10))) {
      return undefined
    }
    if (!isPhone(match[0], () => surroundings(text, at, end))) return undefined
    return span(match[0], at)
  },
}

function surroundings(text: string, start: number, end: number): string {
  return `${text.slice(Math.max(0, start - 32), start)} ${text.slice(end, end + 10)}`
}

function isPhone(shape: string, context: () => string): boolean {
  const core = shape.replace(/ ?(?:x|ext\.?) ?\d{1,6}$/i, '')
  const digits = core.replace(/\D/g, '')
  if (digits.length < 6 || digits.length > 15 || dateLike.test(core)) return false
  const groups = core.split(/\D+/).filter((group) => group !== '')
  if (northAmerican.test(core) || plainNorthAmerican.test(core)) return true
  const spread = groups.length > 1 && groups.length < 8
  if (digits.length >= 7 && spread && core.includes('(') && core.includes(')')) return true
  if (digits.length >= 9 && spread && digits[0] === '0' && groups[0]!.length < 6) return true
  return (groups.length > 1 || digits.length >= 7) && inContext.test(context())
}

function span(found: string, start: number): Span {
  return { start, end: start + found.length, value: found.replace(/[^\d+]/g, '') }
}
