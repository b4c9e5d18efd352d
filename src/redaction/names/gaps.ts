/** What stands before a word. */
export const gap = {
  begin: 0,
  space: 1,
  line: 2,
  blankLine: 3,
  comma: 4,
  dot: 5,
  stop: 6,
  hyphen: 7,
  apostrophe: 8,
  colon: 9,
  ampersand: 10,
  /** Other punctuation. */
  mark: 11,
  /** Joined without a space by a sign of addresses, paths and code. */
  glue: 12,
} as const

/** One unit is decided at once; else the first sign that says something, line breaks above all. */
export function gapOf(text: string, from: number, to: number): number {
  const first = text.charCodeAt(from)
  if (to === from) return gap.glue
  if (to - from === 1) return single(first)
  let lines = 0
  let sign = 0
  let blank = false
  let quoted = false
  let colon = false
  for (let i = from; i < to && i - from < 64; i++) {
    const code = text.charCodeAt(i)
    if (code === 10) lines++
    else if (code === 32 || code === 9 || code === 0xa0) blank = true
    else {
      if (code === 34 || (code === 39 && sign !== 0)) quoted = true
      if (code === 58) colon = true
      if (sign === 0) sign = code
    }
  }
  if (lines > 1) return gap.blankLine
  if (lines === 1) return first === 44 ? gap.comma : gap.line
  if (sign === 0) return gap.space
  if (colon && (quoted || blank)) return gap.colon
  if (!blank) return isJoint(sign) && !quoted ? gap.glue : gap.mark
  if (sign === 44) return gap.comma
  if (sign === 46) return first === 46 && to - from === 2 ? gap.dot : gap.stop
  if (sign === 33 || sign === 63) return gap.stop
  if (sign === 58 || sign === 0xff1a) return gap.colon
  if (sign === 38) return gap.ampersand
  return gap.mark
}

function single(code: number): number {
  if (code === 32 || code === 0xa0 || code === 9 || code === 0x3000) return gap.space
  if (code === 10) return gap.line
  if (code === 45 || code === 0x2010 || code === 0x2011) return gap.hyphen
  if (code === 39 || code === 0x2019) return gap.apostrophe
  if (code === 44 || code === 0x3001 || code === 0xff0c) return gap.comma
  if (code === 0x30fb || code === 0xb7) return gap.hyphen
  if (code === 0xff1a) return gap.colon
  if (code === 0x3002) return gap.stop
  return isJoint(code) ? gap.glue : gap.mark
}

/** Signs that join words without a space in paths, addresses and code: `#$%&+./:@\_` and backticks. */
function isJoint(code: number): boolean {
  return (
    (code >= 35 && code <= 38) ||
    code === 43 ||
    (code >= 46 && code <= 47) ||
    code === 58 ||
    code === 64 ||
    code === 92 ||
    code === 95 ||
    code === 96 ||
    code === 126
  )
}
