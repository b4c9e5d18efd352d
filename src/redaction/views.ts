import { isInvisible } from './sanitise.ts'

/** A reading of a text with something decoded; `at[i]` is where character `i` stands in the text itself, one more for the end. */
export interface View {
  readonly text: string
  readonly at: ArrayLike<number> | null
}

const folds = new Map<string, string>()

/** Full-width, mathematical and other compatible forms, foreign digits, dashes and spaces in their plain ASCII form. */
export function foldView(text: string): View {
  if (!/[\u0080-\uffff]/.test(text)) return { text, at: null }
  return substitute(
    { text, at: null },
    /[\u0080-\ud7ff\ue000-\uffff]|[\ud800-\udbff][\udc00-\udfff]/g,
    (match) => [[foldOne(match), match.length]],
  )
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
  if (/^\p{Nd}$/u.test(char)) return String(digitValue(char.codePointAt(0)!))
  if (/^[\p{Pd}\u2212]$/u.test(char)) return '-'
  if (/^\p{Zs}$/u.test(char)) return ' '
  if (char === '。' || char === '｡' || char === '․') return '.'
  const plain = char.normalize('NFKC')
  return plain.length === 1 ? plain : char
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

const escaped =
  /(?:%[0-9A-Fa-f]{2})+|\\u\{[0-9A-Fa-f]{1,6}\}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[ntrbfv"'\\/]|&#\d{1,7};|&#[xX][0-9A-Fa-f]{1,6};|&(?:amp|lt|gt|quot|apos|commat|period|nbsp|colon|plus);/g
const letters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\n',
  b: ' ',
  f: ' ',
  v: ' ',
}
const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", commat: '@', period: '.', nbsp: ' ', colon: ':', plus: '+',
} // prettier-ignore

/** The text with URL, JavaScript, JSON and HTML escapes decoded, up to three deep; null when it has none. */
export function decodedView(view: View): View | null {
  let current = view
  for (let depth = 0; depth < 3; depth++) {
    if (!/[%\\&]/.test(current.text)) break
    const next = substitute(current, escaped, decode)
    if (next === current) break
    current = next
  }
  return current === view ? null : current
}

/** What one escape stands for: characters, each with the length of its source. */
type Decoded = readonly (readonly [char: string, length: number])[]

function decode(match: string): Decoded {
  if (match[0] === '%') return decodePercent(match)
  if (match[0] === '&') {
    const name = match.slice(1, -1)
    if (name[0] !== '#') return [[entities[name]!, match.length]]
    const hex = name[1] === 'x' || name[1] === 'X'
    return [[character(Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10)), match.length]]
  }
  if (match.length === 2) return [[letters[match[1]!] ?? match[1]!, 2]]
  return [[character(Number.parseInt(match.replace(/[^0-9A-Fa-f]/g, ''), 16)), match.length]]
}

function character(code: number): string {
  if (code === 10) return '\n'
  return code < 32 || code > 0x10ffff ? '' : String.fromCodePoint(code)
}

function decodePercent(match: string): Decoded {
  const bytes = Uint8Array.from({ length: match.length / 3 }, (_, i) =>
    Number.parseInt(match.slice(i * 3 + 1, i * 3 + 3), 16),
  )
  const result: [string, number][] = []
  for (let i = 0; i < bytes.length;) {
    const size = Math.min(sequenceLength(bytes[i]!), bytes.length - i)
    const char = new TextDecoder().decode(bytes.subarray(i, i + size))
    result.push([char, size * 3])
    i += size
  }
  return result
}

function sequenceLength(lead: number): number {
  if (lead < 0xc2) return 1
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : 4
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
