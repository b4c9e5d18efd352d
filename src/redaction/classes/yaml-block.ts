import { matchAt, type Span } from './class.ts'

const sign = /[|>][+-]?\d?[ \t]{0,16}\r?\n/y
const line = /([ \t]*)[^\n]*(?:\n|$)/y
const mostLines = 64

/** The indented lines below `|` or `>` that stand for one text in YAML; `at` is where the value would begin. */
export function blockAt(text: string, at: number): Span | undefined {
  const mark = matchAt(sign, text, at)
  if (!mark) return undefined
  const outer = indentOf(text, at)
  const from = at + mark[0].length
  let end = from
  let start = -1
  for (let count = 0; count < mostLines && end < text.length; count++) {
    const match = matchAt(line, text, end)!
    const isBlank = match[0].trim() === ''
    if (!isBlank && match[1]!.length <= outer) break
    if (!isBlank && start === -1) start = end + match[1]!.length
    end += match[0].length
  }
  if (start === -1) return undefined
  return { start, end: start + text.slice(start, end).trimEnd().length }
}

function indentOf(text: string, at: number): number {
  const begin = text.lastIndexOf('\n', at - 1) + 1
  let indent = begin
  while (indent < at && (text[indent] === ' ' || text[indent] === '\t')) indent++
  return indent - begin
}
