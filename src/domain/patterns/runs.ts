import { digit, isHexLetter, letter, rawKind } from './characters.ts'
import { type Pen, joinsHole, putHole } from './pen.ts'
import { hardwareEnd } from './spans.ts'

const longestPrefix = 24
const nothings = new Set(['true', 'false', 'null', 'nil', 'none', 'True', 'False', 'None', 'NULL'])

/** Reads letters and digits from `from` on; returns where to read on. Whatever holds a digit is a value. */
export function readRun(text: string, from: number, end: number, pen: Pen): number {
  let at = from
  let prefix = 0
  let digits = 0
  let turned = false
  let hex = true
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    const kind = rawKind(code)
    if (kind === digit) digits++
    else if (kind === letter) {
      if (digits === 0) prefix++
      else turned = true
      if (hex && !isHexLetter(code)) hex = false
    } else break
  }
  const size = at - from
  if (hex && size === 2) {
    const stop = hardwareEnd(text, from, end)
    if (stop > 0) {
      putHole(pen, pen.length)
      return stop
    }
  }
  if (digits === 0) {
    writeLetters(text, from, size, hex, pen)
    return at
  }
  const joins = joinsHole(pen)
  if (prefix >= 2 && prefix <= longestPrefix && !turned && !(hex && (size >= 6 || joins))) {
    copy(text, from, prefix, pen)
    pen.letters += prefix
    putHole(pen, pen.length)
  } else if (joins) putHole(pen, pen.holeEnd - 1)
  else putHole(pen, pen.length)
  return at
}

function writeLetters(text: string, from: number, size: number, hex: boolean, pen: Pen): void {
  if (size >= 3 && size <= 5 && isNothing(text, from, size, pen)) {
    putHole(pen, pen.length)
    return
  }
  if (hex && isHexValue(size, pen)) return
  copy(text, from, size, pen)
  pen.letters += size
  pen.runsSince += size <= 2 || (hex && size <= 12) ? 1 : 9
}

/** A truth value, or none, behind an equals sign or a colon. */
function isNothing(text: string, from: number, size: number, pen: Pen): boolean {
  const at = pen.length > pen.word ? pen.length - 1 : pen.word - 2
  const before = at < 0 ? 0 : pen.codes[at]
  return (before === 61 || before === 58) && nothings.has(text.slice(from, from + size))
}

/** Letters that are digits: eight and more, or a group of a hardware address or a uuid that happens to have no digit. */
function isHexValue(size: number, pen: Pen): boolean {
  const last = pen.length > pen.word ? pen.codes[pen.length - 1] : 0
  if (pen.holeEnd >= 0 && pen.holeEnd === pen.length - 1) {
    if ((last === 58 && size <= 4) || (last === 45 && (size === 4 || size === 12))) {
      putHole(pen, pen.holeEnd - 1)
      return true
    }
  }
  if (size < 8) return false
  putHole(pen, pen.length)
  return true
}

function copy(text: string, from: number, size: number, pen: Pen): void {
  const { codes } = pen
  let n = pen.length
  for (let i = from; i < from + size; i++) codes[n++] = text.charCodeAt(i)
  pen.length = n
}
