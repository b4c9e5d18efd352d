import { matchAt, type Span } from './class.ts'

/** Where a value stands that follows an operator, and whether it is in quotes. */
export interface Assigned extends Span {
  readonly quoted: boolean
}

const opening = /(\\{0,15})("{1,3}|'{1,3}|`)/y
const bare = /[^\s&«»]+/y
const literal = /[^\s&«»,}\]"'`]+/y
/** In an unquoted value: the quotation mark that closes what stands around it, a tag, or the next pair. */
const ends = /\\*["'`](?=$|[,;:)\]}>|\\])|<\/|[,;]["'\\]|\]\[|\}\{|[,;|][A-Za-z_][\w.-]{1,40}=/
const after = /[\s,;:)\]}>&|\\]/

/**
 * The value from that place on: in quotes up to the one that closes them, else to the end of the line; without quotes
 * to white space or `&`, apart from closing brackets. `member` is set behind the quoted key of a JSON object.
 */
export function valueAt(text: string, at: number, member: boolean): Assigned | undefined {
  const open = matchAt(opening, text, at)
  if (open) return quotedValue(text, at, open[1]!.length, open[2]!)
  const run = matchAt(member ? literal : bare, text, at)?.[0]
  if (run === undefined) return undefined
  const value = trimmed(member ? run : run.slice(0, endOf(run)))
  return value === '' ? undefined : { start: at, end: at + value.length, quoted: false }
}

function endOf(run: string): number {
  const found = run.search(ends)
  return found > 0 ? found : run.length
}

/** Doubled quotes, as in CSV and Python, count as one mark unless there is nothing between them. */
function quotedValue(
  text: string,
  at: number,
  escapes: number,
  marks: string,
): Assigned | undefined {
  const quote = marks[0]!
  const first = at + escapes
  const next = text[first + marks.length]
  if (marks.length === 2 && (next === undefined || after.test(next))) return undefined
  const start = first + marks.length
  const end = closingAt(text, start, { escapes, quote, width: marks.length })
  return end > start ? { start, end, quoted: true } : undefined
}

interface Opened {
  readonly escapes: number
  readonly quote: string
  readonly width: number
}

function closingAt(text: string, start: number, { escapes, quote, width }: Opened): number {
  let slashes = 0
  for (let i = start; i < text.length; i++) {
    const char = text[i]!
    if (char === '\n') return i
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
  return text.length
}

/** The apostrophe of `it's` and the doubled one of SQL. */
function isInner(text: string, at: number, quote: string): boolean {
  if (quote !== "'") return false
  return (
    text[at + 1] === "'" || (/[A-Za-z]/.test(text[at - 1]!) && /[A-Za-z]/.test(text[at + 1] ?? ''))
  )
}

/** Without the punctuation of the sentence and brackets that were opened before. */
function trimmed(run: string): string {
  let value = run
  for (;;) {
    const last = value.at(-1) ?? ''
    const open = openers[last]
    const closes = open !== undefined && value.split(open).length < value.split(last).length
    if (!closes && !/[.,;:"'`]/.test(last)) return value
    if (last === '') return value
    value = value.slice(0, -1)
  }
}

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '>': '<' }
