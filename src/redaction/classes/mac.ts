import { everywhere, isAlnum, isHex, matchEnd, type Span, type TextClass } from './class.ts'

const paired = /[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![0-9a-z])/iy
const dotted = /[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![0-9a-z.])/iy

/** Six hexadecimal pairs or Cisco's three quadruples; fingerprints, which are longer, and dates are none. */
export const mac: TextClass = {
  name: 'mac',
  profiles: everywhere,
  chars: ':-.',
  find(text, at): Span | undefined {
    const code = text.charCodeAt(at)
    const width = code === 46 ? 4 : 2
    if (text.charCodeAt(at + width + 1) !== code || !isHex(text.charCodeAt(at - 1)))
      return undefined
    const separator = text[at]!
    const start = at - width
    if (start < 0 || isAlnum(text.charCodeAt(start - 1))) return undefined
    const end = matchEnd(separator === '.' ? dotted : paired, text, start)
    if (end === -1 || isChained(text, start, end, separator)) return undefined
    const value = text.slice(start, end).toLowerCase()
    if (separator !== ':' && !/[a-f]/.test(value)) return undefined
    return { start, end, value: value.replace(/[^0-9a-f]/g, '') }
  },
}

function isChained(text: string, start: number, end: number, separator: string): boolean {
  if (text[end] === separator && isHex(text.charCodeAt(end + 1))) return true
  if (text[start - 1] !== separator) return false
  const pair = isHex(text.charCodeAt(start - 2)) && isHex(text.charCodeAt(start - 3))
  return pair && !isAlnum(text.charCodeAt(start - 4))
}
