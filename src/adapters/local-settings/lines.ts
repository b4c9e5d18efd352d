import { type Assignment, distinct, type Parsed } from './entry.ts'

/** How one format of `KEY=VALUE` lines is written. */
export interface Dialect {
  /** `[section]` lines stand above the names. */
  readonly hasSections: boolean
  /** A colon, or for properties a space, ends a name as well. */
  readonly separator: RegExp
  readonly comment: RegExp
  /** A value may be quoted, go on over lines inside its quotes, and be followed by a comment. */
  readonly isQuoted: boolean
  /** A backslash at the end of a line goes on with the next. */
  readonly isContinued: boolean
}

const base = { hasSections: false, separator: /=/, comment: /^\s*#/, isQuoted: true }

export const dotenv: Dialect = { ...base, isContinued: false }
export const listing: Dialect = { ...base, comment: /^(?!)/, isQuoted: false, isContinued: false }
export const properties: Dialect = {
  ...base,
  separator: /[=:]|\s(?=[^\s=:])/,
  comment: /^\s*[#!]/,
  isQuoted: false,
  isContinued: true,
}
export const ini: Dialect = {
  hasSections: true,
  separator: /[=:]/,
  comment: /^\s*[#;]/,
  isQuoted: true,
  isContinued: false,
}
export const toml: Dialect = { ...base, hasSections: true, isContinued: false }

const section = /^\s*\[{1,2}([^\][]{1,200})\]{1,2}\s*(?:[#;].*)?$/
const plainName = /^[^\s=:#;[\]{}][^\s=]{0,300}$/
const longestLine = 20_000

/** Settings of a file of lines; a line that is none of the format is counted. */
export function readLines(text: string, dialect: Dialect): Parsed {
  const lines = text.split('\n')
  const found: Assignment[] = []
  let under = ''
  let broken = 0
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!
    if (line.trim() === '' || dialect.comment.test(line)) continue
    const title = dialect.hasSections ? section.exec(line)?.[1] : undefined
    if (title !== undefined) {
      under = unquoted(title.trim()).replaceAll(/["']/g, '')
      continue
    }
    const split = line.length > longestLine ? undefined : splitAt(line, dialect)
    if (split === undefined) {
      broken += 1
      continue
    }
    const value = new Value(lines, at, split.rest, dialect)
    at = value.end
    found.push({
      name: under === '' ? split.name : `${under}.${split.name}`,
      value: value.text,
    })
  }
  return distinct(found, broken > 0 ? [`${broken} lines are no settings.`] : [])
}

function splitAt(line: string, { separator }: Dialect) {
  const trimmed = line.trim().replace(/^export\s+/, '')
  const at = trimmed.search(separator)
  const name = unquoted((at === -1 ? '' : trimmed.slice(0, at)).trim()).replaceAll(/["']/g, '')
  if (!plainName.test(name)) return undefined
  // After a space that ends the name, the sign itself may follow.
  const rest = trimmed.slice(at + 1).replace(/^\s*/, '')
  return { name, rest }
}

/** A value and the line that it ends on. */
class Value {
  readonly text: string
  readonly end: number

  constructor(lines: readonly string[], at: number, rest: string, dialect: Dialect) {
    let end = at
    let text = rest
    const goOn = (): boolean => end + 1 < lines.length && text.length < longestLine
    const quote = dialect.isQuoted ? /^("""|'''|"|'|`)/.exec(rest)?.[0] : undefined
    if (quote !== undefined) {
      let isOpen = closing(text, quote) === -1
      while (isOpen && goOn()) {
        const more = lines[(end += 1)]!
        isOpen = closing(`${' '.repeat(quote.length)}${more}`, quote) === -1
        text = `${text}\n${more}`
      }
      const close = closing(text, quote)
      if (close === -1) {
        // A quote that nothing closes belongs to its own line.
        this.text = rest
        this.end = at
        return
      }
      text = text.slice(quote.length, close)
    } else if (dialect.isContinued) {
      for (let last = text; goesOn(last) && goOn();) {
        last = lines[(end += 1)]!.trimStart()
        text = text.slice(0, -1) + last
      }
    } else if (dialect.hasSections && /^[[{]/.test(text)) {
      for (let open = opened(text); open > 0 && goOn();) {
        const more = lines[(end += 1)]!.trim()
        open += opened(more)
        text = `${text} ${more}`
      }
    } else if (dialect.isQuoted) text = text.replace(/(?:^|\s)[#;].*$/, '')
    else {
      // A listing prints a value of several lines as they are.
      while (goOn() && isMore(lines[end + 1]!)) text = `${text}\n${lines[(end += 1)]}`
    }
    this.text = text
    this.end = end
  }
}

function closing(text: string, quote: string): number {
  for (let at = text.indexOf(quote, quote.length); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (quote.includes("'") || text[at - 1] !== '\\') return at
  }
  return -1
}

/** How many more brackets a line opens than it closes, beside its strings. */
function opened(line: string): number {
  const bare = line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '')
  return (bare.match(/[[{]/g)?.length ?? 0) - (bare.match(/[\]}]/g)?.length ?? 0)
}

/** A line that ends with an odd number of backslashes. */
function goesOn(line: string): boolean {
  return (/\\{1,200}$/.exec(line.slice(-200))?.[0].length ?? 0) % 2 === 1
}

function isMore(line: string): boolean {
  return line !== '' && !/^(?:export\s+)?[A-Za-z_][\w.-]*=/.test(line)
}

function unquoted(name: string): string {
  return /^(["']).*\1$/.test(name) ? name.slice(1, -1) : name
}
