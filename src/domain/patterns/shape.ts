import { blank, mark, rawKind, space } from './characters.ts'
import { readMark } from './marks.ts'
import { type Pen } from './pen.ts'
import { readRun } from './runs.ts'
import { endWord } from './words.ts'

const mostRead = 1_024
const mostWords = 64

/**
 * Writes the shape of the first line of `text` between `from` and `to`: what plainly varies (numbers, ids, addresses, paths,
 * sizes, dates, tokens of the redactor) becomes holes. One pass; at most 1,024 characters and 64 words count.
 */
export function writeShape(text: string, from: number, to: number, pen: Pen): void {
  const end = endOf(text, from, to)
  let at = from
  pen.length = 0
  pen.words = 0
  pen.before = -1
  while (at < end && pen.words < mostWords) {
    const code = text.charCodeAt(at)
    if (code === 10) break
    if (rawKind(code) === blank) {
      at++
      continue
    }
    at = readWord(text, at, end, pen)
  }
}

function readWord(text: string, from: number, end: number, pen: Pen): number {
  if (pen.words > 0) pen.codes[pen.length++] = space
  pen.word = pen.length
  pen.name = pen.length
  pen.dots = 0
  pen.holeEnd = -1
  pen.runsSince = 0
  pen.letters = 0
  let at = from
  while (at < end) {
    const kind = rawKind(text.charCodeAt(at))
    if (kind === blank) break
    at = kind === mark ? readMark(text, at, from, end, pen) : readRun(text, at, end, pen)
  }
  endWord(pen, nextCode(text, at, end))
  return at
}

/** The first character of the next word, a blank at the end. */
function nextCode(text: string, from: number, end: number): number {
  let at = from
  while (at < end && text.charCodeAt(at) === space) at++
  return at < end ? text.charCodeAt(at) : space
}

/** Where reading ends: a word that is cut there is not read. */
function endOf(text: string, from: number, to: number): number {
  if (to - from <= mostRead) return to
  const cut = from + mostRead
  const line = text.indexOf('\n', from)
  if (line >= 0 && line <= cut) return line
  let at = cut
  while (at > from && rawKind(text.charCodeAt(at)) !== blank) at--
  return at === from ? cut : at
}
