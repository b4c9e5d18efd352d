import { blank, digit, letter, rawKind } from './characters.ts'

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
  let to = start
  while (to < end && text.charCodeAt(to) > 32 && text.charCodeAt(to) !== bar) to++
  const kind = rawKind(first)
  if (kind === letter && to - start === 3) {
    const stamp = stampEnd(text, start, to, end)
    if (stamp > 0) return field('stamp', start, stamp)
  }
  return plainField(text, start, to)
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
function stampEnd(text: string, from: number, to: number, end: number): number {
  const name = text.slice(from, to)
  if (!months.has(name) && !days.has(name)) return 0
  const found = /^[A-Z][a-z]{2},? +(?:[A-Z][a-z]{2} +)?\d{1,2} +\d{1,2}:\d\d:\d\d(?:[.,]\d+)?/.exec(
    text.slice(from, Math.min(end, from + 40)),
  )
  return found ? from + found[0].length : 0
}

function plainField(text: string, from: number, to: number): Field {
  let letters = 0
  let digits = 0
  let lower = 0
  let inner = false
  let dotted = false
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    const kind = rawKind(code)
    if (kind === letter) {
      letters++
      if (code > 90) lower++
    } else if (kind === digit) digits++
    else if (kind !== blank && at > from && at < to - 1 && code !== 39 && code !== 45) {
      inner = true
      dotted ||= code === 46
    }
  }
  if (letters + digits === 0) return field('dash', from, to)
  if (digits > 5 && isTime(text, from, to)) return field('time', from, to)
  const last = text.charCodeAt(to - 1)
  const bare = last === colon || last === 44 ? to - 1 : to
  if (digits === 0 && letters >= 3 && letters <= 11 && letters === bare - from) {
    if (
      levels.has(text.slice(from, bare).toLowerCase()) &&
      (lower === 0 || isTitle(text, from, lower, letters))
    ) {
      return field('level', from, to)
    }
  }
  if (letters === 0) return field('number', from, to)
  if (last === colon || isPlaceInCode(text, from, to))
    return field('component', from, to, dotted, text.charCodeAt(to - 2) === 93)
  if (letters === 1 && to - from === 1 && lower === 0) return field('letter', from, to)
  const isName = digits > 0 || inner || (lower === 0 && letters > 1)
  return field(isName ? 'name' : 'word', from, to, dotted)
}

/** Capital and small letters, or small ones alone, as levels are written beside a time. */
function isTitle(text: string, from: number, lower: number, letters: number): boolean {
  return lower === letters || (lower === letters - 1 && text.charCodeAt(from) <= 90)
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
