import type { Gap } from '../gap.ts'
import type { Window } from '../window.ts'
import type { LogEvent } from './event.ts'
import { type SeenEvent, wholeOf } from './glimpse.ts'
import { evenSample } from './even-sample.ts'
import { isError } from './levels.ts'

export interface LogBucket {
  readonly fromMs: number
  readonly total: number
  readonly errors: number
}

/** The values of one dimension with most errors, then with most events. */
export type TopValues = readonly {
  readonly value: string
  readonly count: number
  readonly errors: number
}[]

/** What was counted over all events that passed. */
export interface Counts {
  readonly total: number
  readonly errors: number
  /** From the start of the window, without a hole. */
  readonly buckets: readonly LogBucket[]
  readonly tops: Readonly<Record<string, TopValues>>
  /** Distinct users with an error, exact; round before showing. */
  readonly affectedUsers: number
  /** Errors for the miner, at most 20,000 spread evenly over the steps of time, in time order. */
  readonly errorEvents: readonly LogEvent[]
  /** The same of all events, where none is an error: logs that state no level have patterns too. */
  readonly calmEvents: readonly LogEvent[]
}

/** The window that is counted, and into which steps it is cut. */
export interface Span {
  readonly window: Window
  readonly bucketMs: number
}

export interface Tally {
  add(event: SeenEvent): void
  done(): Counts & { readonly gaps: readonly Gap[] }
}

/** By what events are counted. */
export const dimensions = ['service', 'version', 'region', 'status', 'endpoint', 'level'] as const
const mostValues = 10_000
const mostUsers = 1_000_000
/** So many errors are looked at for patterns. */
export const mostErrorEvents = 20_000
const longestForMiner = 4_096
const topValues = 5

/** Counts events in memory that does not grow with their number. */
export function tally(query: Span): Tally {
  const { fromMs, toMs } = query.window
  const size = Math.max(1, Math.ceil((toMs - fromMs) / query.bucketMs))
  const totals = new Float64Array(size)
  const errorsIn = new Float64Array(size)
  const values = dimensions.map(() => new Map<string, { count: number; errors: number }>())
  const users = new Set<string>()
  const failures = evenSample<LogEvent>(mostErrorEvents)
  const calm = evenSample<LogEvent>(mostErrorEvents)
  const full = new Set<string>()
  let total = 0
  let errors = 0
  return {
    add(event) {
      const { level, status } = event
      const { service, version, region, endpoint } = event
      const failed = isError({ level, status })
      const bucket = Math.floor((event.atMs - fromMs) / query.bucketMs)
      total++
      totals[bucket]!++
      const stated = [service, version, region, status, endpoint, level]
      for (let i = 0; i < stated.length; i++) {
        const value = stated[i]
        if (value == null || count(values[i]!, `${value}`, failed)) continue
        full.add(`values of ${dimensions[i]}`)
      }
      if (errors === 0 && !failed) calm.offer(() => slim(wholeOf(event)), bucket)
      if (!failed) return
      errors++
      errorsIn[bucket]!++
      failures.offer(() => slim(wholeOf(event)), bucket)
      const { user } = event
      if (user !== null) {
        if (users.size < mostUsers) users.add(user)
        else full.add('users')
      }
    },
    done() {
      const gaps: Gap[] = [...full].map((what) => ({
        source: 'logs',
        reason: `There are more distinct ${what} than are counted one by one.`,
      }))
      const errorEvents = inTimeOrder(failures.held())
      const calmEvents = errors === 0 ? inTimeOrder(calm.held()) : []
      if (errorEvents.length < errors) {
        const reason = `Patterns come from a random sample of ${errorEvents.length} of ${errors} errors.`
        gaps.push({ source: 'logs', reason })
      }
      return {
        total,
        errors,
        buckets: Array.from(totals, (all, i) => ({
          fromMs: fromMs + i * query.bucketMs,
          total: all,
          errors: errorsIn[i]!,
        })),
        tops: Object.fromEntries(dimensions.map((name, i) => [name, top(values[i]!)])),
        affectedUsers: users.size,
        errorEvents,
        calmEvents,
        gaps,
      }
    },
  }
}

function count(
  values: Map<string, { count: number; errors: number }>,
  value: string,
  failed: boolean,
): boolean {
  let held = values.get(value)
  if (!held) {
    if (values.size >= mostValues) return false
    held = { count: 0, errors: 0 }
    values.set(value, held)
  }
  held.count++
  if (failed) held.errors++
  return true
}

function top(values: ReadonlyMap<string, { count: number; errors: number }>): TopValues {
  return mostTelling([...values].map(([value, counts]) => ({ value, ...counts })))
}

/** The first of these in the order of an answer: those with most errors, then with most events. */
export function mostTelling(values: TopValues): TopValues {
  return values
    .toSorted((a, b) => b.errors - a.errors || b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, topValues)
}

function inTimeOrder(events: readonly LogEvent[]): readonly LogEvent[] {
  return events.toSorted((a, b) => a.atMs - b.atMs)
}

function slim(event: LogEvent): LogEvent {
  if (event.message.length <= longestForMiner) return event
  const space = event.message.lastIndexOf(' ', longestForMiner)
  return { ...event, message: `${event.message.slice(0, Math.max(0, space))} [cut]` }
}
