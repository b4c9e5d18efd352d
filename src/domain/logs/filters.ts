import { type LogExpression, meets } from './expression.ts'
import type { SeenEvent } from './glimpse.ts'
import { rankOf, rankOfName } from './levels.ts'
import { hides, type Shown } from './shown.ts'

/** What an event must have to be counted; texts are compared without regard to case. */
export interface LogFilters {
  readonly service?: string
  readonly environment?: string
  readonly region?: string
  readonly version?: string
  /** That level or a worse one. */
  readonly level?: string
  /** `503`, or `5xx` for a family. */
  readonly status?: string
  readonly endpoint?: string
  readonly traceId?: string
  readonly correlationId?: string
  /** The clear value behind a `«user:...»` token. */
  readonly user?: string
  readonly expression?: LogExpression
  /**
   * The message as its reader sees it. When given, a text of the expression must stand in that too, so that counting
   * hits of a prefix cannot spell out what is hidden.
   */
  readonly shown?: Shown
  readonly excluding?: Exclusion
}

/** Patterns whose messages are left out. */
export interface Exclusion {
  readonly matches: (message: string) => boolean
  /** The fixed words of each pattern as runs, for a store that cannot call `matches`; a message of it holds them all. */
  readonly phrases: readonly (readonly string[])[]
}

/** A filter on one field, as it stands alone or in an expression. */
export type LogField = Exclude<keyof LogFilters, 'expression' | 'shown' | 'excluding'>

/** Whether an event passes every given filter. */
export function matcher(filters: LogFilters): (event: SeenEvent) => boolean {
  const { expression, shown, excluding, ...fields } = filters
  const tests = (Object.entries(fields) as [LogField, string | undefined][]).flatMap(
    ([field, wanted]) => (wanted === undefined ? [] : [fieldTest(field, wanted, shown)]),
  )
  if (expression) tests.push(meets(expression, fieldTest, shown))
  if (excluding) tests.push(({ message }) => !excluding.matches(message))
  return (event) => tests.every((test) => test(event))
}

/** Whether an event has that value in that field; whether it is about that user, also by a hidden word of its message. */
export function fieldTest(
  field: LogField,
  value: string,
  shown: Shown | undefined,
): (event: SeenEvent) => boolean {
  const wanted = value.toLowerCase()
  if (field === 'level') {
    const least = rankOfName(wanted)
    return (event) => rankOf(event) >= least
  }
  if (field === 'status') return statusTest(wanted)
  if (field === 'user') {
    const isSpokenOf = hides(value, shown)
    return (event) => event.user?.toLowerCase() === wanted || isSpokenOf(event)
  }
  return (event) => event[field]?.toLowerCase() === wanted
}

function statusTest(wanted: string): (event: SeenEvent) => boolean {
  const family = /^([1-5])xx$/.exec(wanted)
  if (family) return (event) => Math.floor((event.status ?? 0) / 100) === Number(family[1])
  return (event) => `${event.status}` === wanted
}
