import { blank, digit, mark, rawKind } from './characters.ts'

/** A part of a line's head. `stamp` is a time of syslog, `name` what no sentence has: digits, inner marks or capitals. */
export interface Field {
  readonly kind:
    | 'time'
    | 'stamp'
    | 'level'
    | 'letter'
    | 'number'
    | 'dash'
    | 'group'
    | 'component'
    | 'name'
    | 'word'
  readonly from: number
  readonly to: number
  readonly isDotted: boolean
  /** Ends in a number in brackets, as programs with their process do. */
  readonly isNumbered: boolean
}

const levels = new Set(
  'trace debug info notice warn warning error err crit critical alert emerg fatal severe verbose config fine information'.split(
    ' ',
  ),
)
const months = new Set('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '))
const days = new Set('Mon Tue Wed Thu Fri Sat Sun'.split(' '))
const longestLevel = 24
const colon = 58
const bar = 124
const dotMark = 1
const otherMark = 2

/** The next field, undefined at the end of what is looked at. */
export function fieldAt(text: string, from: number, end: number): Field | undefined {
  let start = from
  while (start < end && (text.charCodeAt(start) <= 32 || text.charCodeAt(start) === bar)) start++
  if (start >= end) return undefined
  const first = text.charCodeAt(start)
  if (first === 91 || first === 40) {
    const to = groupEnd(text, start, end)
    if (to > 0) return group(text, start, to)
  }
  if (first > 64 && first < 91) {
    const stamp = stampEnd(text, start, end)
    if (stamp > 0) return field('stamp', start, stamp)
  }
  return plainField(text, start, end)
}

function field(
  kind: Field['kind'],
  from: number,
  to: number,
  isDotted = false,
  isNumbered = false,
): Field {
  return { kind, from, to, isDotted, isNumbered }
}

/** Past the bracket that closes the one at `from`, and a colon after it; 0 when it is far away. */
function groupEnd(text: string, from: number, end: number): number {
  const opens = text.charCodeAt(from)
  const closes = opens === 40 ? 41 : 93
  let depth = 0
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === opens) depth++
    else if (code === closes && --depth === 0)
      return text.charCodeAt(at + 1) === colon ? at + 2 : at + 1
  }
  return 0
}

function group(text: string, from: number, to: number): Field {
  if (isTime(text, from + 1, to)) return field('time', from, to)
  if (to - from > longestLevel) return field('group', from, to)
  const inner = text
    .slice(from + 1, to)
    .replace(/[\])]:?$/, '')
    .trim()
    .toLowerCase()
  return field(levels.has(inner.slice(inner.lastIndexOf(':') + 1)) ? 'level' : 'group', from, to)
}

/** Past `Jun 14 15:16:01`, also with the day of the week before it and a year behind; 0 for another word. */
function stampEnd(text: string, from: number, end: number): number {
  const part = text.charCodeAt(from + 3)
  if (part !== 32 && part !== 44) return 0
  const name = text.slice(from, from + 3)
  if (!months.has(name) && !days.has(name)) return 0
  const found = /^[A-Z][a-z]{2},? +(?:[A-Z][a-z]{2} +)?\d{1,2} +\d{1,2}:\d\d:\d\d(?:[.,]\d+)?/.exec(
    text.slice(from, Math.min(end, from + 40)),
  )
  return found ? from + found[0].length : 0
}

function plainField(text: string, from: number, end: number): Field {
  let lower = 0
  let upper = 0
  let digits = 0
  let pending = 0
  let inner = 0
  let to = from
  for (; to < end; to++) {
    const code = text.charCodeAt(to)
    if (code <= 32 || code === bar) break
    const kind = rawKind(code)
    if (kind === mark || kind === blank) {
      // An apostrophe or a hyphen stands within words of sentences too.
      if (to > from && code !== 39 && code !== 45) pending |= code === 46 ? dotMark : otherMark
      continue
    }
    inner |= pending
    pending = 0
    if (kind === digit) digits++
    else if (code > 90) lower++
    else upper++
  }
  const letters = lower + upper
  if (letters + digits === 0) return field('dash', from, to)
  if (digits >= 5 && isTime(text, from, to)) return field('time', from, to)
  if (letters === 0) return field('number', from, to)
  const last = text.charCodeAt(to - 1)
  const bare = last === colon || last === 44 ? to - 1 : to
  if (letters === bare - from && isLevel(text, from, bare, lower)) return field('level', from, to)
  const isDotted = (inner & dotMark) > 0
  if (last === colon || isPlaceInCode(text, from, to)) {
    return field('component', from, to, isDotted, text.charCodeAt(to - 2) === 93)
  }
  if (letters === 1 && to - from === 1 && lower === 0) return field('letter', from, to)
  const isName = digits > 0 || inner > 0 || (lower === 0 && letters > 1)
  return field(isName ? 'name' : 'word', from, to, isDotted)
}

/** In capitals, in small letters, or with one capital. */
function isLevel(text: string, from: number, to: number, lower: number): boolean {
  const size = to - from
  if (size < 3 || size > 11) return false
  const isTitle = lower === size - 1 && text.charCodeAt(from) <= 90
  if (lower > 0 && lower < size && !isTitle) return false
  return levels.has(text.slice(from, to).toLowerCase())
}

const clock = /(?:^|[^\d:.])\d{1,2}:\d\d:\d\d(?!\d|:\d\d(?:\D|$))|^\d{8}[-T]\d{1,2}:\d{1,2}:\d{1,2}/
const date = /(?:^|[^\d/])(?:\d{4}[-/.]\d\d[-/.]\d\d(?!\/)|\d\d\/(?:\d\d|[A-Z][a-z]{2})\/\d\d)/
const epoch = /^1\d{9}(?:\.\d+|\d{3})?$/

/** A clock, a date, seconds or milliseconds since 1970, or a day and an hour of six digits each. */
function isTime(text: string, from: number, to: number): boolean {
  if (text.charCodeAt(from) === 47) return false
  const part = text.slice(from, to)
  if (part.length < 8) return part.length === 6 && /^\d{6}$/.test(part) && sixFollow(text, to)
  return clock.test(part) || date.test(part) || epoch.test(part)
}

function sixFollow(text: string, at: number): boolean {
  for (let i = 1; i <= 6; i++) if (!isDigit(text, at + i)) return false
  return text.charCodeAt(at) === 32 && !isDigit(text, at + 7)
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

/** `server.go:45]`, which ends the head of a line of glog. */
function isPlaceInCode(text: string, from: number, to: number): boolean {
  if (text.charCodeAt(to - 1) !== 93) return false
  let at = to - 2
  while (at > from && isDigit(text, at)) at--
  return at < to - 2 && at > from && text.charCodeAt(at) === colon
}
