import { matchAt, matchEnd, type Span } from './class.ts'

/** Where a value stands that follows an operator, and whether it is in quotes. */
export interface Assigned extends Span {
  readonly quoted: boolean
}

const opening = /(\\{0,15})("{1,3}|'{1,3}|`)/y
const curly = /[“„‘‚][^“”„‘’‚\n]{1,512}[”“’‘]|«[^«»:\n]{1,512}»/y
const templated =
  /\$?\{\{[^{}\n]{0,256}\}\}|\$\([^()\n]{0,256}\)|<[A-Za-z]{2,16}(?:[ _-][A-Za-z]{1,16}){1,5}>(?![A-Za-z0-9])/y
/** Characters that neither end a value nor begin what ends it. */
const plain = /[^\s&«»\\"'`<,;|\]})]{0,128}/y
const stops = /[\s&«»]/
const memberStops = /[\s&«»,}\]"'`]/
/** Where an unquoted value may end: the quotation mark that closes what stands around it, a tag, or the next pair. */
const ends =
  /\\{0,15}["'`](?=$|[\s&,;:)\]}>|\\])|\\{1,15}[nr]\s{0,8}[A-Za-z_][\w.-]{1,40}[=:]|<\/|\)\]\(|\]\(|[,;]["'\\]|\]\[|\}\{|[,;|][A-Za-z_][\w.-]{1,40}=/y
const beginsEnd = /[\\"'`<,;|\]})]/
const after = /[\s,;:)\]}>&|\\]/

/**
 * The value from that place on: in quotes up to the one that closes them, else to the end of the line; without quotes
 * to white space or `&`, apart from closing brackets. `member` is set behind the quoted key of a JSON object; no more
 * than `most` characters are looked at.
 */
export function valueAt(
  text: string,
  at: number,
  member: boolean,
  most = Number.POSITIVE_INFINITY,
): Assigned | undefined {
  const until = Math.min(text.length, at + most)
  const open = matchAt(opening, text, at)
  if (open) return quotedValue(text, at + open[1]!.length, open[1]!.length, open[2]!, until)
  const typographic = matchAt(curly, text, at)
  if (typographic) return { start: at + 1, end: at + typographic[0].length - 1, quoted: true }
  const template = matchAt(templated, text, at)
  if (template) return { start: at, end: at + template[0].length, quoted: false }
  let end = Math.min(until, matchEnd(plain, text, at))
  while (end < until && !(member ? memberStops : stops).test(text[end]!)) {
    if (!member && end > at && beginsEnd.test(text[end]!) && matchAt(ends, text, end)) break
    end = Math.min(until, matchEnd(plain, text, end + 1))
  }
  end = trimmedEnd(text, at, end)
  return end > at ? { start: at, end, quoted: false } : undefined
}

/** Doubled quotes, as in CSV and Python, count as one mark unless there is nothing between them. */
function quotedValue(
  text: string,
  at: number,
  escapes: number,
  marks: string,
  until: number,
): Assigned | undefined {
  const start = at + marks.length
  const next = text[start]
  if (marks.length === 2 && (next === undefined || after.test(next))) return undefined
  const end = closingAt(text, start, { escapes, quote: marks[0]!, width: marks.length, until })
  return end > start ? { start, end, quoted: true } : undefined
}

interface Opened {
  readonly escapes: number
  readonly quote: string
  readonly width: number
  readonly until: number
}

function closingAt(text: string, start: number, opened: Opened): number {
  const { escapes, quote, width, until } = opened
  let slashes = 0
  let firstBreak = -1
  for (let i = start; i < until; i++) {
    const char = text[i]!
    if (char === '\n' && firstBreak === -1) {
      if (!isGoingOn(text, i, quote, until)) return i
      firstBreak = i
    }
    if (firstBreak !== -1 && i > firstBreak + mostOver) return firstBreak
    if (char === '\\') {
      slashes++
      continue
    }
    if (char === quote) {
      if (width > 1 && text.startsWith(quote.repeat(width), i)) return i
      if (width === 1 && !isInner(text, i, quote)) {
        if (slashes < escapes) return i - slashes
        if (slashes % (2 * (escapes + 1)) === escapes) return i - escapes
      } else if (text[i + 1] === quote) i++
    }
    slashes = 0
  }
  return firstBreak === -1 ? until : firstBreak
}

const mostOver = 2_048

/** True when the next mark closes a text over several lines; one behind `=`, a bracket or white space opens another. */
function isGoingOn(text: string, lineBreak: number, quote: string, until: number): boolean {
  const next = text.slice(lineBreak, Math.min(until, lineBreak + mostOver)).indexOf(quote)
  if (next === -1) return false
  const at = lineBreak + next
  return (
    !/[\s=:([{,<>&|]/.test(text[at - 1]!) && (at + 1 >= text.length || after.test(text[at + 1]!))
  )
}

/** The apostrophe of `it's` and the doubled one of SQL. */
function isInner(text: string, at: number, quote: string): boolean {
  if (quote !== "'") return false
  return (
    text[at + 1] === "'" || (/[A-Za-z]/.test(text[at - 1]!) && /[A-Za-z]/.test(text[at + 1] ?? ''))
  )
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' }

/** Before the punctuation of the sentence and brackets that were opened before the value. */
function trimmedEnd(text: string, start: number, end: number): number {
  const surplus = new Map<string, number>()
  for (let i = start; i < end; i++) {
    const char = text[i]!
    const closer = closers[char] ?? char
    if (')]}>'.includes(closer)) {
      surplus.set(closer, (surplus.get(closer) ?? 0) + (closer === char ? 1 : -1))
    }
  }
  let last = end
  for (; last > start; last--) {
    const char = text[last - 1]!
    const left = surplus.get(char) ?? 0
    if (left > 0) surplus.set(char, left - 1)
    else if (!/[.,;:"'`]/.test(char)) break
  }
  return last
}
