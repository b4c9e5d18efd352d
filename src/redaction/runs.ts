/** Kinds of ASCII characters: bit 1 for both alphabets of base64, bit 2 for hexadecimal digits, bit 4 for what may stand between pairs of these. */
const kinds = Uint8Array.from({ length: 65_536 }, (_, code) => {
  if (code > 127) return 0
  const char = String.fromCharCode(code)
  const base64 = /[A-Za-z0-9+/_-]/.test(char) ? 1 : 0
  const hex = /[A-Fa-f0-9]/.test(char) ? 2 : 0
  return base64 | hex | (char === ' ' || char === ':' ? 4 : 0)
})
export const base64Kind = 1
export const hexKind = 2
const betweenKind = 4

/** The starts and ends, by turns, of the runs of at least that many characters of a kind from one place to another. */
export function longRuns(
  codes: Uint16Array,
  from: number,
  to: number,
  kind: number,
  least: number,
): readonly number[] {
  const found: number[] = []
  let start = from
  for (;;) {
    // Looked at from its last character: one that is none of the kind rules out all places before it.
    let i = start + least - 1
    if (i >= to) return found
    while (i >= start && (kinds[codes[i]!]! & kind) !== 0) i--
    if (i >= start) {
      start = i + 1
      continue
    }
    let end = start + least
    while (end < to && (kinds[codes[end]!]! & kind) !== 0) end++
    found.push(start, end)
    start = end + 1
  }
}

const leastPairs = 8
/** So many characters further on stands every stretch of eight pairs that has begun meanwhile. */
const stride = 12

/** The starts and ends, by turns, of stretches of at least eight pairs of hexadecimal digits with a space or colon between them. */
export function pairedRuns(codes: Uint16Array, length: number): readonly number[] {
  const found: number[] = []
  for (let at = 0; at + 8 < length; at += stride) {
    for (let mark = at; mark < at + 3; mark++) {
      if (!isBetween(codes, mark) || !isBetween(codes, mark + 3) || !isBetween(codes, mark + 6))
        continue
      let start = mark
      while (start >= 3 && isBetween(codes, start - 3) && isPair(codes, start - 2)) start -= 3
      let end = mark
      while (end + 3 < length && isPair(codes, end + 1) && isBetween(codes, end + 3)) end += 3
      const first = start >= 2 && isPair(codes, start - 2) ? start - 2 : start + 1
      const last = end + 2 < length && isPair(codes, end + 1) ? end + 3 : end
      if (last - first + 1 >= leastPairs * 3) {
        found.push(first, last)
        at = last
        break
      }
    }
  }
  return found
}

function isBetween(codes: Uint16Array, at: number): boolean {
  return (kinds[codes[at]!]! & betweenKind) !== 0
}

function isPair(codes: Uint16Array, at: number): boolean {
  return (kinds[codes[at]!]! & kinds[codes[at + 1]!]! & hexKind) !== 0
}
