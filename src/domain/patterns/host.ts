import { hole, kindOf, letter, mark } from './characters.ts'
import type { Pen } from './pen.ts'

const endings = new Set(
  'com net org edu gov mil int info biz io dev app cloud local internal lan home arpa de fr uk nl eu ch at it es pt pl cz se no dk fi be ru ua tr gr hu ro bg hr si sk lt lv ee ie lu jp cn kr tw hk sg th vn my ph ir il sa ae eg ma ng ke za br mx ar cl co pe ve ca au nz us'.split(
    ' ',
  ),
)
/** Those that a name of two parts may have and still be a host. */
const plainEndings = new Set(['com', 'net', 'org', 'edu', 'gov'])
const longestEnding = 12

/** Makes the last name that was written a hole when it ends like a host's. */
export function maskHost(pen: Pen): void {
  if (pen.dots === 0) return
  const { codes, name, length } = pen
  let end = length
  while (end > name && kindOf(codes[end - 1]!) === mark) end--
  let at = end
  while (at > name && isLower(codes[at - 1]!)) at--
  if (at === end || end - at > longestEnding || codes[at - 1] !== 46) return
  const known = pen.dots === 1 ? plainEndings : endings
  if (pen.dots === 1 || !hasHole(pen, at)) {
    if (!known.has(String.fromCharCode(...codes.subarray(at, end)))) return
  }
  codes[name] = hole
  for (let i = end; i < length; i++) codes[name + 1 + i - end] = codes[i]!
  pen.length = name + 1 + length - end
  pen.holeEnd = name + 1
  pen.runsSince = 0
  pen.letters = 0
  pen.dots = 0
  for (let i = pen.word; i < name; i++) if (kindOf(codes[i]!) === letter) pen.letters++
}

function hasHole({ codes, name }: Pen, to: number): boolean {
  for (let i = name; i < to; i++) if (codes[i] === hole) return true
  return false
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122
}
