import { digit, hole, kindOf, mark, space } from './characters.ts'
import { maskHost } from './host.ts'
import { type Pen, isBare, putHole } from './pen.ts'

const sizes =
  'B KB kB MB GB TB KiB MiB GiB TiB AM PM UTC GMT EST EDT CST CDT MST MDT PST PDT CET CEST BST IST JST'.split(
    ' ',
  )
const times = 'ms s sec secs second seconds min mins minutes us ns'.split(' ')
/** Those that belong to any number before them; times only to one that is a bound. */
const loose = new Set(sizes.map(keyOf))
const units = new Set([...sizes, ...times].map(keyOf))
const dayNames = new Set('Mon Tue Wed Thu Fri Sat Sun'.split(' ').map(keyOf))
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const calendar = new Set([...dayNames, ...months.map(keyOf)])
const longestUnit = 7

/** Up to seven ASCII letters as one number, so that no text is made for each word. */
function keyOf(word: string): number {
  let key = 0
  for (let i = 0; i < word.length; i++) key = key * 128 + word.charCodeAt(i)
  return key
}

/** Settles the word that was just written: what belongs to the value before it, and what only repeats it, is taken back. */
export function endWord(pen: Pen, next: number): void {
  const { word: start } = pen
  if (pen.length === start) {
    pen.length = Math.max(0, start - 1)
    return
  }
  maskHost(pen)
  if (pen.holeEnd < 0) {
    if (isUnit(pen) || isDate(pen, next) || isMissing(pen)) return
  } else {
    if (isRestated(pen) || isRepeated(pen)) return
  }
  pen.before = start
  pen.words++
}

function endsInHole(pen: Pen): boolean {
  const { codes, word: start } = pen
  if (pen.before < 0 || start < 2) return false
  const last = codes[start - 2]!
  return last === hole || (last === 44 && codes[start - 3] === hole)
}

/** How many letters the word begins with, when at most seven do and nothing but marks follows; else 0. */
function plainSize({ codes, word: start, length }: Pen): number {
  let at = start
  while (at < length && at - start <= longestUnit && isAsciiLetter(codes[at]!)) at++
  return at - start > longestUnit || !isMarks(codes, at, length) ? 0 : at - start
}

function isAsciiLetter(code: number): boolean {
  const lower = code | 32
  return lower >= 97 && lower <= 122
}

function isMarks(codes: Uint16Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (kindOf(codes[i]!) !== mark) return false
  return true
}

function keyAt(codes: Uint16Array, from: number, size: number): number {
  let key = 0
  for (let i = from; i < from + size; i++) key = key * 128 + codes[i]!
  return key
}

/** `3.5 KB` is one value, and `<1 sec` too. A size in parentheses that only restates the one before goes. */
function isUnit(pen: Pen): boolean {
  const { codes, word: start } = pen
  if (pen.before < 0 || codes[start - 2] !== hole) return false
  const size = plainSize(pen)
  if (size === 0) return false
  const unit = keyAt(codes, start, size)
  if (!units.has(unit)) return false
  const inequality = codes[pen.before]
  const bounded = inequality === 60 || inequality === 62 || inequality === 126
  if (!loose.has(unit) && !bounded) return false
  if (bounded) {
    codes[pen.before] = hole
    pen.length = pen.before + 1
    pen.before = -1
    return true
  }
  const { length } = pen
  let n = start - 1
  for (let i = start + size; i < length; i++) codes[n++] = codes[i]!
  if (codes[n - 1] === 41 && codes[n - 2] === hole && codes[n - 3] === 40 && codes[n - 4] === space)
    n -= 4
  pen.length = n
  return true
}

function startsMonth(code: number): boolean {
  return 'JFMASOND'.includes(String.fromCharCode(code))
}

/** Names of days and months beside numbers are values. */
function isDate(pen: Pen, next: number): boolean {
  const size = pen.length - pen.word
  if (size > 4 || size < 3) return false
  if (plainSize(pen) !== 3) return false
  const name = keyAt(pen.codes, pen.word, 3)
  if (!calendar.has(name)) return false
  const joins = endsInHole(pen)
  const isBeside = joins || kindOf(next) === digit || (dayNames.has(name) && startsMonth(next))
  if (!isBeside) return false
  if (joins) pen.length = pen.word - 1
  else putWordHole(pen)
  return true
}

/** A row of stars or hyphens stands for a value that is missing. */
function isMissing(pen: Pen): boolean {
  const { codes, word: start } = pen
  const first = codes[start]
  if ((first !== 42 && first !== 45) || pen.length - start < 3) return false
  for (let i = start; i < pen.length; i++) if (codes[i] !== first) return false
  if (endsInHole(pen)) pen.length = start - 1
  else if (first === 42) putWordHole(pen)
  else return false
  return true
}

function putWordHole(pen: Pen): void {
  putHole(pen, pen.word)
  pen.before = pen.word
  pen.words++
}

/** A value that follows a value belongs to it: lists of any length are one. */
function isRestated(pen: Pen): boolean {
  const { codes, word: start } = pen
  if (pen.letters > 0 || !isBare(pen, start, pen.length)) return false
  if (!endsInHole(pen)) return false
  let n = codes[start - 2] === 44 ? start - 2 : start - 1
  for (let i = pen.holeEnd; i < pen.length; i++) codes[n++] = codes[i]!
  pen.length = n
  return true
}

/** The same word again, but for its values. */
function isRepeated(pen: Pen): boolean {
  const { codes, word: start, before } = pen
  if (before < 0) return false
  const size = pen.length - start
  if (start - 1 - before !== size) return false
  for (let i = 0; i < size; i++) if (codes[before + i] !== codes[start + i]) return false
  pen.length = start - 1
  return true
}
