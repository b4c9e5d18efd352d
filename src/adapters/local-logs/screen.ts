import type { LogExpression } from '../../domain/logs/expression.ts'
import type { LogFilters } from '../../domain/logs/filters.ts'
import { metadataStart } from './document-lines.ts'

/** Looks through bytes for what an event that passes the filters cannot be without, before any line of them is read. */
export interface Screen {
  /** Places among these bytes, ascending, in whose lines such an event may stand; every other line can be passed over. */
  places(bytes: Buffer, from: number, end: number): Iterator<number, undefined, number>
}

/**
 * What lines are taken for whatever they hold: an escape may stand for any character, the Kelvin sign and the dotted I are
 * the two beyond ASCII whose lower case is not, and the metadata of an intake holds for the lines after it.
 */
const always = ['\\u', '\u00e2\u0084\u00aa', '\u00e4\u00b0']
/** What begins a line, with the end of the line before it. */
const begins = `\n${metadataStart}`
const shortest = 3

/** Undefined when the filters ask for no text that could be looked for. */
export function screenOf(filters: LogFilters): Screen | undefined {
  const { expression, traceId, correlationId, user } = filters
  const exact = [traceId, correlationId, user].flatMap((value) => runIn(value ?? '') ?? [])
  const wanted = exact.length > 0 ? [exact[0]!] : expression && runsOf(expression)
  return wanted && { places: (bytes, from, end) => hits([...wanted, ...always], bytes, from, end) }
}

/** Texts of which an event that meets the condition holds at least one; undefined when there are none such. */
function runsOf(expression: LogExpression): readonly string[] | undefined {
  if (expression.op === 'text') {
    const run = runIn(expression.value)
    return run === undefined ? undefined : [run]
  }
  if (expression.op === 'and') {
    const each = expression.of.map(runsOf).filter((runs) => runs !== undefined)
    return each.toSorted((a, b) => a.length - b.length)[0]
  }
  if (expression.op !== 'or') return undefined
  const each = expression.of.map(runsOf)
  return each.includes(undefined) ? undefined : each.flatMap((runs) => runs ?? [])
}

/**
 * The longest part of a text that stands in JSON as it is, whoever wrote it: no quotation mark, no structure, and no
 * number, which may be written in several ways.
 */
function runIn(text: string): string | undefined {
  const runs = text.toLowerCase().match(/[ !#-+.0-9;-@^-z|~_-]+/g) ?? []
  const sure = runs.filter((run) => run.length >= shortest && /[a-df-z]/.test(run))
  return sure.toSorted((a, b) => b.length - a.length)[0]
}

/** Where the next of several texts stands, in any case; the caller says from where on it wants to know. */
function* hits(
  texts: readonly string[],
  bytes: Buffer,
  from: number,
  end: number,
): Generator<number, undefined, number> {
  // One character for each byte, whatever stands there, so that places in the text are places among the bytes.
  const lower = bytes.toString('latin1', from, end).toLowerCase()
  const finders = [...texts.map((text) => inside(lower, text)), atStart(lower)]
  const next = finders.map((find) => find(0))
  for (;;) {
    const nearest = Math.min(...next)
    if (nearest === Infinity) return undefined
    const on = (yield from + nearest) - from
    for (const [i, find] of finders.entries()) if (next[i]! < on) next[i] = find(on)
  }
}

type Find = (on: number) => number

function inside(lower: string, text: string): Find {
  return (on) => {
    const at = lower.indexOf(text, on)
    return at < 0 ? Infinity : at
  }
}

/** Lines that begin with an intake's metadata. */
function atStart(lower: string): Find {
  return (on) => {
    if (on === 0 && lower.startsWith(metadataStart)) return 0
    const at = lower.indexOf(begins, Math.max(0, on - 1))
    return at < 0 ? Infinity : at + 1
  }
}
