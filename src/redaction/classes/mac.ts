import {
  everywhere,
  isAlnum,
  isHex,
  matchAt,
  matchEnd,
  type Span,
  type TextClass,
} from './class.ts'

const paired = /[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![0-9a-z])/iy
const dotted = /[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![0-9a-z.])/iy
const extended = /(?:[0-9a-f]{2}([:-])){3}ff\1fe(?:\1[0-9a-f]{2}){3}(?![0-9a-z:-])/iy
const keyedValue =
  /[=:]["'\\ ]{0,4}([0-9a-f]{12}|[0-9a-f]{6}[:-][0-9a-f]{6}|[0-9a-f]{1,2}(?:([: -])[0-9a-f]{1,2})(?:\2[0-9a-f]{1,2}){4})(?![0-9a-z:])/iy
const macKey =
  /(?:^|[^a-z])(?:mac|bssid|hwaddr|hw|ether|lladdr|chaddr|station|bd_?addr)(?:[_.-]?(?:addr|address|id))?$|(?:mac|hardware|physical|ethernet|bluetooth)[_.-]?addr(?:ess)?$/
const moment =
  /^(?:\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])-(?:0[1-9]|1[0-2])-\d\d)-(?:[01]\d|2[0-3])-[0-5]\d-[0-5]\d$/

/** Six hexadecimal pairs, eight of EUI-64 or Cisco's three quadruples; fingerprints, which are longer, and dates are none. */
export const mac: TextClass = {
  name: 'mac',
  profiles: everywhere,
  chars: ':-.',
  next: '0123456789abcdefABCDEF',
  find(text, at): Span | undefined {
    const code = text.charCodeAt(at)
    const width = code === 46 ? 4 : 2
    if (text.charCodeAt(at + width + 1) !== code || !isHex(text.charCodeAt(at - 1)))
      return undefined
    const separator = text[at]!
    const start = at - width
    if (start < 0 || isAlnum(text.charCodeAt(start - 1))) return undefined
    const long = separator === '.' ? -1 : matchEnd(extended, text, start)
    const end = long === -1 ? matchEnd(separator === '.' ? dotted : paired, text, start) : long
    if (end === -1 || isChained(text, start, end, separator)) return undefined
    return moment.test(text.slice(start, end)) ? undefined : span(text, start, end)
  },
}

/** Whatever a `mac=` style key names, in any way of writing it. */
export const keyedMac: TextClass = {
  name: 'mac',
  profiles: everywhere,
  ownsKey: (key) => macKey.test(key),
  find(text, at): Span | undefined {
    const match = matchAt(keyedValue, text, at)
    if (!match) return undefined
    const end = at + match[0].length
    return span(text, end - match[1]!.length, end)
  },
}

function span(text: string, start: number, end: number): Span {
  return {
    start,
    end,
    value: text
      .slice(start, end)
      .toLowerCase()
      .replace(/[^0-9a-f]/g, ''),
  }
}

/** A longer row of pairs, apart from the type that DHCP puts in front. */
function isChained(text: string, start: number, end: number, separator: string): boolean {
  if (text[end] === separator && isHex(text.charCodeAt(end + 1))) return true
  if (text[start - 1] !== separator) return false
  const pair = isHex(text.charCodeAt(start - 2)) && isHex(text.charCodeAt(start - 3))
  if (!pair || isAlnum(text.charCodeAt(start - 4))) return false
  return text.slice(start - 3, start - 1) !== '01' || text[start - 4] === separator
}
