import { type Decoded, decodeEscape, escapeMark, escapes } from './escapes.ts'
import { isInvisible } from './sanitise.ts'

/** A reading of a text with something decoded; `at[i]` is where character `i` stands in the text itself, one more for the end. */
export interface View {
  readonly text: string
  readonly at: ArrayLike<number> | null
}

const deepestEscape = 5
const folds = new Map<string, string>()
/** Letters of Hangul that were written one by one, a character, or a pair. */
const foldable =
  /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\u0080-\ud7ff\ue000-\uffff]|[\ud800-\udbff][\udc00-\udfff]/g

/**
 * Full-width, mathematical and other compatible forms, foreign digits, dashes and spaces in their plain ASCII form,
 * and no combining marks: one that stands in the middle of a value belongs to what is found there.
 */
export function foldView(view: View): View {
  if (!/[\u0080-\uffff]/.test(view.text)) return view
  return substitute(view, foldable, (match) => [[foldOne(match), match.length]])
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

/** Replaces each match and keeps the way back; invisible characters that come out are left out. */
function substitute(view: View, pattern: RegExp, replace: (match: string) => Decoded): View {
  const origin = (index: number): number => (view.at === null ? index : view.at[index]!)
  const parts: string[] = []
  let at: Uint32Array<ArrayBuffer> | null = null
  let length = 0
  let from = 0
  for (const match of view.text.matchAll(pattern)) {
    const pieces = replace(match[0])
    if (pieces.length === 1 && pieces[0]![0] === match[0]) continue
    at ??= new Uint32Array(view.text.length + 1)
    for (let i = from; i < match.index; i++) at[length++] = origin(i)
    parts.push(view.text.slice(from, match.index))
    from = match.index
    for (const [char, size] of pieces) {
      const shown = isInvisible(char) ? '' : char
      for (let unit = 0; unit < shown.length; unit++) at[length++] = origin(from)
      parts.push(shown)
      from += size
    }
  }
  if (at === null) return view
  for (let i = from; i <= view.text.length; i++) at[length++] = origin(i)
  parts.push(view.text.slice(from))
  return { text: parts.join(''), at }
}
