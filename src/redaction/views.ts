import { codesOf } from './codes.ts'
import { type Decoded, decodeEscape, escapeMark, escapes } from './escapes.ts'
import { isInvisible } from './sanitise.ts'

/** A reading of a text with something decoded; `at[i]` is where character `i` stands in the text itself, one more for the end. */
export interface View {
  readonly text: string
  readonly at: ArrayLike<number> | null
}

const deepestEscape = 5
const folds = new Map<string, string>()
/** By UTF-16 unit: 1 for a character that is known to be plain already. */
const isPlain = new Uint8Array(65_536).fill(1, 0, 128)

/**
 * Full-width, mathematical and other compatible forms, foreign digits, dashes and spaces in their plain ASCII form,
 * and no combining marks: one that stands in the middle of a value belongs to what is found there.
 */
export function foldView(view: View): View {
  const { text } = view
  if (!/[\u0080-\uffff]/.test(text)) return view
  const codes = codesOf(text)
  let written: Written | null = null
  for (let i = 0; i < text.length; i++) {
    if (isPlain[codes[i]!] === 1) continue
    const size = sizeAt(codes, i)
    const char = text.slice(i, i + size)
    const plain = foldOne(char)
    if (plain === char) {
      if (size === 1) isPlain[codes[i]!] = 1
    } else {
      written ??= createWritten(view)
      written.copyTo(i)
      written.put(plain, size)
    }
    i += size - 1
  }
  return written === null ? view : written.end()
}

/** Letters of Hangul that were written one by one, a pair, or one unit. */
function sizeAt(codes: Uint16Array, at: number): number {
  const code = codes[at]!
  const next = codes[at + 1]!
  if (code >= 0xd800 && code < 0xdc00) return next >= 0xdc00 && next < 0xe000 ? 2 : 1
  if (code < 0x1100 || code > 0x1112 || next < 0x1161 || next > 0x1175) return 1
  const last = codes[at + 2]!
  return last >= 0x11a8 && last <= 0x11c2 ? 3 : 2
}

function foldOne(char: string): string {
  let folded = folds.get(char)
  if (folded === undefined) {
    folded = computeFold(char)
    if (folds.size < 70_000) folds.set(char, folded)
  }
  return folded
}

function computeFold(char: string): string {
  if (/^\p{M}$/u.test(char)) return ''
  if (/^\p{Nd}$/u.test(char)) return String(digitValue(char.codePointAt(0)!))
  if (/^[\p{Pd}\u2212]$/u.test(char)) return '-'
  if (/^\p{Zs}$/u.test(char)) return ' '
  if (char === '。' || char === '｡' || char === '․') return '.'
  const plain = char.normalize('NFKC')
  return plain.length === 1 || /^\p{L}+$/u.test(plain) ? plain : char
}

/** Decimal digits stand in runs of ten that begin with their zero. */
function digitValue(code: number): number {
  let zero = code
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--
  const run = code - zero
  return run < 9 ? run : valueInLongRun(code)
}

function valueInLongRun(code: number): number {
  const plain = Number(String.fromCodePoint(code).normalize('NFKC'))
  return Number.isInteger(plain) ? plain : 9
}

/** The text with its escapes decoded, up to five deep, and folded; null when it has none. */
export function decodedView(view: View): View | null {
  let current = view
  for (let depth = 0; depth < deepestEscape && escapeMark.test(current.text); depth++) {
    const next = substitute(current, escapes, decodeEscape)
    if (next === current) break
    current = next
  }
  return current === view ? null : foldView(current)
}

/** Replaces each match and keeps the way back. */
function substitute(view: View, pattern: RegExp, replace: (match: string) => Decoded): View {
  let written: Written | null = null
  for (const match of view.text.matchAll(pattern)) {
    const pieces = replace(match[0])
    if (pieces.length === 1 && pieces[0]![0] === match[0]) continue
    written ??= createWritten(view)
    written.copyTo(match.index)
    for (const [char, size] of pieces) written.put(char, size)
  }
  return written === null ? view : written.end()
}

/** A view in the making, from the beginning of another one on. */
interface Written {
  /** Takes over what stands before that place. */
  copyTo(place: number): void
  /** Puts a character in the place of so many; an invisible one is left out. */
  put(char: string, size: number): void
  end(): View
}

function createWritten({ text, at }: View): Written {
  const parts: string[] = []
  let places = new Uint32Array(text.length + 1)
  let length = 0
  let from = 0
  const copyTo = (place: number): void => {
    if (at === null) for (let i = from; i < place; i++) places[length++] = i
    else for (let i = from; i < place; i++) places[length++] = at[i]!
    if (place > from) parts.push(text.slice(from, place))
    from = place
  }
  return {
    copyTo,
    put(char, size) {
      const shown = isInvisible(char) ? '' : char
      const origin = at === null ? from : at[from]!
      // A ligature becomes more letters than it was.
      const most = length + shown.length + text.length - from
      if (most > places.length) places = grown(places, most)
      for (let unit = 0; unit < shown.length; unit++) places[length++] = origin
      parts.push(shown)
      from += size
    },
    end() {
      copyTo(text.length)
      places[length] = at === null ? text.length : at[text.length]!
      return { text: parts.join(''), at: places }
    },
  }
}

function grown(places: Uint32Array, least: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(least + (least >> 2))
  larger.set(places)
  return larger
}
