/** Where a value stands in a JSON text, end excluded. */
export interface Span {
  readonly from: number
  readonly to: number
}

const space = /[ \t\r\n]*/y
const scalar = /"(?:[^"\\]|\\.)*"|[^\s,:[\]{}"]+/y

/**
 * The span of the member at a path of keys in a text that JSON.parse has accepted, the last one of a key as JSON.parse takes it.
 * Editing in place leaves every other byte of a hand-kept file as it was, large numbers and formatting included.
 */
export function memberSpan(text: string, path: readonly string[]): Span | undefined {
  let span: Span = { from: skip(text, space, 0), to: text.length }
  for (const key of path) {
    const found = member(text, span.from, key)
    if (found === undefined) return undefined
    span = found
  }
  return span
}

/** The text with these spans replaced. */
export function replaceSpans(
  text: string,
  edits: readonly { readonly span: Span; readonly by: string }[],
): string {
  return edits
    .toSorted((a, b) => b.span.from - a.span.from)
    .reduce((edited, { span, by }) => edited.slice(0, span.from) + by + edited.slice(span.to), text)
}

function member(text: string, at: number, key: string): Span | undefined {
  if (text[at] !== '{') return undefined
  let found: Span | undefined
  let position = skip(text, space, at + 1)
  while (text[position] === '"') {
    const nameEnd = skip(text, scalar, position)
    const name: unknown = JSON.parse(text.slice(position, nameEnd))
    const from = skip(text, space, skip(text, space, nameEnd) + 1)
    const to = endOfValue(text, from)
    if (name === key) found = { from, to }
    position = skip(text, space, to)
    if (text[position] === ',') position = skip(text, space, position + 1)
  }
  return found
}

function endOfValue(text: string, from: number): number {
  let depth = 0
  let position = from
  do {
    const at = text[position]!
    if (at === '{' || at === '[') depth += 1
    else if (at === '}' || at === ']') depth -= 1
    position = /[{}[\],:\s]/.test(at) ? position + 1 : skip(text, scalar, position)
  } while (depth > 0 && position < text.length)
  return position
}

function skip(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}
