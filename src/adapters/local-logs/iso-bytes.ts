const dayMs = 86_400_000
const lastDays = 64

/**
 * Reads `2026-11-23T07:00:00Z`, with a fraction or without: the instant when every digit is in its place, else undefined and
 * somebody slower must look. Days are placed once and then known by their digits.
 */
export function isoInBytes(): (bytes: Uint8Array, from: number, end: number) => number | undefined {
  const days = new Map<number, number>()
  return (bytes, from, end) => {
    const length = end - from
    if (length < 20 || bytes[end - 1] !== 90 || bytes[from + 10] !== 84) return undefined
    if (bytes[from + 4] !== 45 || bytes[from + 7] !== 45) return undefined
    if (bytes[from + 13] !== 58 || bytes[from + 16] !== 58) return undefined
    const year = two(bytes, from) * 100 + two(bytes, from + 2)
    const day = dayAt(days, year, two(bytes, from + 5), two(bytes, from + 8))
    const hour = two(bytes, from + 11)
    const minute = two(bytes, from + 14)
    const second = two(bytes, from + 17)
    // Not a number, and so false, where a digit is none.
    if (!(day >= 0 && year >= 1970 && hour < 24 && minute < 60 && second < 60)) return undefined
    const ms = length === 20 ? 0 : milliseconds(bytes, from + 19, end - 1)
    return ms === undefined
      ? undefined
      : day + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms
  }
}

function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48
  const ones = bytes[at + 1]! - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN
}

/** The start of a day, negative or not a number when there is none such. */
function dayAt(days: Map<number, number>, year: number, month: number, day: number): number {
  const key = year * 10_000 + month * 100 + day
  const known = days.get(key)
  if (known !== undefined) return known
  const at = Date.UTC(year, month - 1, day)
  const real = at % dayMs === 0 && month >= 1 && month <= 12 && new Date(at).getUTCDate() === day
  if (!real) return -1
  if (days.size < lastDays) days.set(key, at)
  return at
}

/** `.1` to `.123456789` as milliseconds. */
function milliseconds(bytes: Uint8Array, from: number, end: number): number | undefined {
  const digits = end - from - 1
  if (bytes[from] !== 46 || digits < 1 || digits > 9) return undefined
  let ms = 0
  for (let i = 0; i < digits; i++) {
    const digit = bytes[from + 1 + i]! - 48
    if (digit < 0 || digit > 9) return undefined
    if (i < 3) ms = ms * 10 + digit
  }
  return digits === 1 ? ms * 100 : digits === 2 ? ms * 10 : ms
}
