import { isAlnum, isDigit } from './classes/class.ts'

/**
 * The end of the clock time `18:01:47` that begins there, or of the date and time `2015-10-18T18:01:47`; 0 for neither.
 * Nearly half of the numbers of a log are parts of these and belong to nobody. A midnight may be somebody's birthday.
 */
export function instantEnd(codes: Uint16Array, at: number): number {
  if (codes[at + 2] === 58) return clockEnd(codes, at, false)
  if (codes[at + 4] !== 45 || codes[at + 7] !== 45 || !isFree(codes, at)) return 0
  const gap = codes[at + 10]
  if (gap !== 32 && gap !== 84) return 0
  const isDate =
    isPair(codes, at, 19, 20) && isPair(codes, at + 2, 0, 99) && isPair(codes, at + 5, 1, 12)
  return isDate && isPair(codes, at + 8, 1, 31) ? clockEnd(codes, at + 11, true) : 0
}

function clockEnd(codes: Uint16Array, at: number, dated: boolean): number {
  if (codes[at + 2] !== 58 || codes[at + 5] !== 58) return 0
  if (!isPair(codes, at, 0, 23) || !isPair(codes, at + 3, 0, 59) || !isPair(codes, at + 6, 0, 60)) {
    return 0
  }
  const next = codes[at + 8]!
  if (next === 58 || isDigit(next)) return 0
  if (!dated) return isFree(codes, at) ? at + 8 : 0
  return isMidnight(codes, at) ? 0 : at + 8
}

function isMidnight(codes: Uint16Array, at: number): boolean {
  return isPair(codes, at, 0, 0) && isPair(codes, at + 3, 0, 0) && isPair(codes, at + 6, 0, 0)
}

/** Not a part of an address, an identifier or a longer number. */
function isFree(codes: Uint16Array, at: number): boolean {
  const before = at === 0 ? 32 : codes[at - 1]!
  return !isAlnum(before) && before !== 58 && before !== 46 && before !== 45 && before !== 95
}

function isPair(codes: Uint16Array, at: number, least: number, most: number): boolean {
  const first = codes[at]! - 48
  const second = codes[at + 1]! - 48
  if (first < 0 || first > 9 || second < 0 || second > 9) return false
  const number = first * 10 + second
  return number >= least && number <= most
}
