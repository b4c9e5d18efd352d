import { type Place, type Placed, placed } from './stamp.ts'

/** A way to write the time into a plain line. Named groups are the parts; what follows the match is the message. */
export interface Shape {
  readonly pattern: RegExp
}

const day = '(?<day>\\d{1,2})'
const clock = '(?<hour>\\d{1,2}):(?<minute>\\d\\d):(?<second>\\d\\d)'
const fraction = '(?:[.,:](?<fraction>\\d{1,9}))?'
const zone = '(?:\\s?(?<zone>Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)(?![\\w:]))?'
const month = '(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)'
const weekday = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const year = '(?<year>\\d{4})'

/** ISO 8601 and its relatives come first; after them what stands at the start of a line, then access logs. */
export const shapes: readonly Shape[] = [
  shape(`^\\W{0,3}${year}[-/](?<month>\\d\\d)[-/]${day}[T ]${clock}${fraction}${zone}`),
  shape(`(?<![\\w:-])${year}[-/](?<month>\\d\\d)[-/]${day}[T ]${clock}${fraction}${zone}`),
  shape(`\\[${day}/${month}/${year}:${clock} (?<zone>[+-]\\d{4})\\]`),
  shape(`^\\W{0,2}${weekday} ${month} +${day} ${clock}${fraction}${zone} ${year}`),
  shape(`^\\W{0,2}(?:${weekday}, )?${day}[ -]${month}[ -]${year}[ :]${clock}${fraction}${zone}`),
  shape(`^(?:<\\d{1,3}>)?${month} +${day} ${clock}${fraction}`),
  shape(
    `^(?<year>\\d\\d)(?<month>\\d\\d)(?<day>\\d\\d) (?<hour>\\d\\d)(?<minute>\\d\\d)(?<second>\\d\\d)\\b`,
  ),
  shape(
    `^\\W{0,2}${year}(?<month>\\d\\d)(?<day>\\d\\d)[-T ](?<hour>\\d{1,2}):(?<minute>\\d{1,2}):(?<second>\\d{1,2})(?::(?<millis>\\d{1,3})\\b|[.,](?<fraction>\\d{1,9}))?${zone}`,
  ),
  shape(
    `^\\W{0,2}${year}(?<month>\\d\\d)(?<day>\\d\\d)T(?<hour>\\d\\d)(?<minute>\\d\\d)(?<second>\\d\\d)${fraction}${zone}`,
  ),
  shape(`^\\[(?<month>\\d\\d)\\.(?<day>\\d\\d) ${clock}\\]`),
  shape(`^(?<month>\\d\\d)-(?<day>\\d\\d) ${clock}${fraction}`),
  shape(`^[IWEF](?<month>\\d\\d)(?<day>\\d\\d) ${clock}${fraction}`),
  shape(`^\\W{0,2}(?<epoch>\\d{10}(?:\\.\\d{1,9})?|\\d{13}|\\d{16}|\\d{19})\\b`),
  shape(`\\b(?:ts|time|timestamp)="?(?<epoch>\\d{10}(?:\\.\\d{1,9})?|\\d{13})\\b`),
]

function shape(source: string): Shape {
  return { pattern: new RegExp(source) }
}

const deepest = 160

/** A line's time and where its message starts; undefined when the shape is not in its head. */
export function readShape(
  line: string,
  { pattern }: Shape,
  place: Place,
): { readonly at: Placed; readonly end: number } | undefined {
  const found = pattern.exec(line.length > deepest ? line.slice(0, deepest) : line)
  if (!found?.groups) return undefined
  const { millis, ...parts } = found.groups
  const named = millis === undefined ? parts : { ...parts, fraction: millis.padStart(3, '0') }
  return { at: placed(named, place), end: found.index + found[0].length }
}

/** The shape that most of these lines bear, earlier ones preferred; undefined when none bears any. */
export function commonShape(lines: readonly string[], place: Place): Shape | undefined {
  let best: Shape | undefined
  let most = 0
  for (const candidate of shapes) {
    const hits = lines.filter((line) => readShape(line, candidate, place)?.at !== undefined).length
    if (hits > most * 1.25) {
      most = hits
      best = candidate
    }
  }
  return best
}
