import { everywhere, isAlnum, isVaried, matchEnd, type Span, type TextClass } from '../class.ts'
import { isPlaceholder } from '../placeholder.ts'
import { isPublished } from '../published.ts'

/**
 * A published token format: the vendor, how the token begins (at least two characters, the first one a letter), as a
 * pattern what follows, and a word that must stand shortly before a beginning that says too little.
 */
export type Format = readonly [vendor: string, begin: string, rest: string, near?: string]

const nearby = 64

/** Lower-case hexadecimal digits. */
export const hex = (least: number, most = least): string => `[0-9a-f]{${least},${most}}`
export const anyHex = (least: number, most = least): string => `[0-9A-Fa-f]{${least},${most}}`
export const alnum = (least: number, most = least): string => `[A-Za-z0-9]{${least},${most}}`
export const lower = (least: number, most = least): string => `[a-z0-9]{${least},${most}}`
export const upper = (least: number, most = least): string => `[A-Z0-9]{${least},${most}}`
export const digits = (least: number, most = least): string => `[0-9]{${least},${most}}`
/** Characters of base64url. */
export const word = (least: number, most = least): string => `[A-Za-z0-9_-]{${least},${most}}`
/** Characters of base64, with its padding. */
export const base64 = (least: number, most = least): string =>
  `[A-Za-z0-9+/]{${least},${most}}={0,2}`
export const uuid = `${anyHex(8)}(?:-${anyHex(4)}){3}-${anyHex(12)}`

/** One class for each format, longer beginnings first, so that the special one is tried before the general. */
export function formatClasses(formats: readonly Format[]): readonly TextClass[] {
  return formats.toSorted((a, b) => b[1].length - a[1].length).map(formatClass)
}

function formatClass([vendor, begin, rest, near]: Format): TextClass {
  const shape = new RegExp(rest, 'y')
  const third = begin.charCodeAt(2)
  return {
    name: `${vendor}-token`,
    profiles: everywhere,
    words: [begin],
    find(text, at): Span | undefined {
      if (third === third && text.charCodeAt(at + 2) !== third) return undefined
      if (!text.startsWith(begin, at)) return undefined
      const from = at + begin.length
      const end = matchEnd(shape, text, from)
      if (end === -1 || isAlnum(text.charCodeAt(end))) return undefined
      if (near !== undefined && !isNear(text, at, near)) return undefined
      return isToken(text.slice(from, end), text.slice(at, end)) ? { start: at, end } : undefined
    },
  }
}

function isNear(text: string, at: number, name: string): boolean {
  return text
    .slice(Math.max(0, at - nearby), at)
    .toLowerCase()
    .includes(name)
}

/** Small letters alone, as in a name of a program; no random text of this length is without a digit or capital. */
const words = /^[a-z_.:/-]{12,}$/

/** Neither a placeholder nor an example out of a vendor's own pages. */
function isToken(rest: string, whole: string): boolean {
  return isVaried(rest) && !words.test(rest) && !isPlaceholder(rest) && !isPublished(whole)
}
