import { digit, isHexLetter, letter, rawKind } from './characters.ts'
import { type Pen, joinsHole, putHole } from './pen.ts'
import { hardwareEnd } from './spans.ts'

const longestPrefix = 24
const nothings = new Set(['true', 'false', 'null', 'nil', 'none', 'True', 'False', 'None', 'NULL'])

/** Reads letters and digits from `from` on; returns where to read on. Whatever holds a digit is a value. */
export function readRun(text: string, from: number, end: number, pen: Pen): number {
  const { codes, length: start } = pen
  let n = start
  let at = from
  let hex = true
  let kind = letter
  // Letters are written as they come, and taken back when they turn out to be part of a value.
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    kind = rawKind(code)
    if (kind !== letter) break
    codes[n++] = code
    if (hex && !isHexLetter(code)) hex = false
  }
  const prefix = at - from
  if (at === end || kind !== digit) {
    if (hex && prefix === 2) {
      const stop = hardwareEnd(text, from, end)
      if (stop > 0) {
        putHole(pen, start)
        return stop
      }
    }
    pen.length = n
    endLetters(text, from, prefix, hex, pen)
    return at
  }
  return readValue(text, from, at, end, hex, pen)
}

/** Reads on from the first digit. */
function readValue(
  text: string,
  from: number,
  first: number,
  end: number,
  startsHex: boolean,
  pen: Pen,
): number {
  let at = first
  let turned = false
  let hex = startsHex
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    const kind = rawKind(code)
    if (kind === letter) {
      turned = true
      if (hex && !isHexLetter(code)) hex = false
    } else if (kind !== digit) break
  }
  const size = at - from
  if (hex && size === 2) {
    const stop = hardwareEnd(text, from, end)
    if (stop > 0) {
      putHole(pen, pen.length)
      return stop
    }
  }
  const prefix = first - from
  const joins = joinsHole(pen)
  if (prefix >= 2 && prefix <= longestPrefix && !turned && !(hex && (size >= 6 || joins))) {
    pen.letters += prefix
    putHole(pen, pen.length + prefix)
  } else if (joins) putHole(pen, pen.holeEnd - 1)
  else putHole(pen, pen.length)
  return at
}

/** Judges letters that were written. */
function endLetters(text: string, from: number, size: number, hex: boolean, pen: Pen): void {
  const start = pen.length - size
  if (size >= 3 && size <= 5 && isNothing(text, from, size, start, pen)) {
    putHole(pen, start)
    return
  }
  if (hex && isHexValue(size, start, pen)) return
  pen.letters += size
  pen.runsSince += size <= 2 || (hex && size <= 12) ? 1 : 9
}

/** A truth value, or none, behind an equals sign or a colon. */
function isNothing(text: string, from: number, size: number, start: number, pen: Pen): boolean {
  const at = start > pen.word ? start - 1 : pen.word - 2
  const before = at < 0 ? 0 : pen.codes[at]
  return (before === 61 || before === 58) && nothings.has(text.slice(from, from + size))
}

/** Letters that are digits: eight and more, or a group of a hardware address or a uuid that happens to have no digit. */
function isHexValue(size: number, start: number, pen: Pen): boolean {
  if (pen.holeEnd >= 0 && pen.holeEnd === start - 1) {
    const last = pen.codes[start - 1]
    if ((last === 58 && size <= 4) || (last === 45 && (size === 4 || size === 12))) {
      putHole(pen, pen.holeEnd - 1)
      return true
    }
  }
  if (size < 8) return false
  putHole(pen, start)
  return true
}
