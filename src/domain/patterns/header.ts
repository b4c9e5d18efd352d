import { type Field, fieldAt } from './header-field.ts'

const mostFields = 14
const ofSyslog = 4
const mostHeader = 320
const bar = 124

/** A part of a line. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * Where the message of a plain line stands: past its time, host, level, thread and component, or in its `msg="..."`, so that
 * one message is one pattern wherever it comes from. A line without a time or level at its start is all message.
 */
export function messageIn(line: string): Stretch {
  return pairIn(line) ?? { from: messageStart(line), to: line.length }
}

const pair = ' msg="'

function pairIn(line: string): Stretch | undefined {
  const found = line.indexOf(pair)
  if (found < 0 || line.lastIndexOf('=', found) < 1) return undefined
  const from = found + pair.length
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at)
    if (code === 92) at++
    else if (code === 34) return { from, to: at }
  }
  return undefined
}

function messageStart(line: string): number {
  const end = Math.min(line.length, mostHeader)
  const head = readHead(line, end)
  if (head === undefined) return 0
  const { cut, fields, isSyslog } = head
  if (line.charCodeAt(cut) === bar) return pastBars(line, cut, end)
  const rest = fields.filter((field) => field.from >= cut)
  const start = isSyslog ? pastHost(rest) : pastLevel(rest)
  return skipBlanks(line, start === 0 ? cut : start)
}

interface Head {
  /** Past the last time, or past a level that comes first. */
  readonly cut: number
  readonly fields: readonly Field[]
  readonly isSyslog: boolean
}

/** Reads fields up to the first plain words; undefined when there is no header. */
function readHead(line: string, end: number): Head | undefined {
  const fields: Field[] = []
  let cut = 0
  let isSyslog = false
  let left = mostFields
  for (let at = priorityEnd(line); left > 0; left--) {
    const field = fieldAt(line, at, end)
    if (field === undefined) break
    fields.push(field)
    at = field.to
    if (field.kind === 'stamp') {
      cut = at
      isSyslog = true
      left = Math.min(left, ofSyslog)
    } else if (isSyslog) continue
    else if (field.kind === 'time') cut = at
    else if (field.kind === 'word' || field.kind === 'component') break
  }
  const [first] = fields
  if (cut === 0 && first?.kind === 'level' && isShouted(line, first)) cut = first.to
  return cut === 0 ? undefined : { cut, fields, isSyslog }
}

/** Past the priority of syslog, `<34>`. */
function priorityEnd(line: string): number {
  if (line.charCodeAt(0) !== 60) return 0
  const end = line.indexOf('>')
  return end > 1 && end < 5 && Number(line.slice(1, end)) < 192 ? end + 1 : 0
}

/** In capitals or in brackets, as no sentence begins. */
function isShouted(text: string, { from, to }: Field): boolean {
  const code = text.charCodeAt(to - 2)
  return code <= 90 || text.charCodeAt(from) === 91
}

/** After a time of syslog come a host and the program's name. */
function pastHost([first, second, third]: readonly Field[]): number {
  if (first === undefined) return 0
  if (first.kind === 'component') return first.to
  if (second?.kind === 'component') return second.to
  return second?.kind === 'word' && third?.kind === 'component' && third.isNumbered
    ? third.to
    : first.to
}

/** After other times come a level, a thread, a component and hyphens, in many orders. */
function pastLevel(fields: readonly Field[]): number {
  let at = 0
  const level = fields.findIndex(
    ({ kind }, i) => kind === 'level' || (kind === 'letter' && fields[i + 1]?.kind === 'component'),
  )
  const plain = fields.findIndex(({ kind }) => kind === 'word')
  const hasLevel = level >= 0 && (plain < 0 || level < plain)
  if (hasLevel) at = level + 1
  else {
    const dash = fields.findIndex(({ kind }) => kind === 'dash')
    if (dash >= 0 && dash <= 3) return fields[dash]!.to
  }
  const skip = (...kinds: readonly Field['kind'][]): void => {
    while (at < fields.length && kinds.includes(fields[at]!.kind)) at++
  }
  skip('number', 'dash')
  if (fields[at]?.kind === 'group') at++
  skip('dash')
  const next = fields[at]
  if (next?.kind === 'component') at++
  else if (next?.kind === 'name' && next.isDotted && isBreak(fields[at + 1])) {
    at++
    if (fields[at]?.kind === 'group') at++
  }
  skip('dash')
  return at === 0 ? 0 : fields[at - 1]!.to
}

function isBreak(field: Field | undefined): boolean {
  return field?.kind === 'group' || field?.kind === 'dash'
}

/** Columns parted by bars, at most two of them without a blank. */
function pastBars(text: string, from: number, end: number): number {
  let at = from + 1
  for (let columns = 0; columns < 2; columns++) {
    const next = text.indexOf('|', at)
    const blank = text.indexOf(' ', at)
    if (next < 0 || next >= end || (blank >= 0 && blank < next)) break
    at = next + 1
  }
  return at
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) <= 32) at++
  return at
}
