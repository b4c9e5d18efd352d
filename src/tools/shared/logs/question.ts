import { HandoffError } from '../../../domain/error.ts'
import type { Incident } from '../../../domain/incident.ts'
import { instantMs } from '../../../domain/time.ts'
import { type Window, resolveWindow } from '../../../domain/window.ts'
import type { LogFilters, LogQuery } from '../../../ports/log-store.ts'
import type { ReadContext } from '../../tool.ts'
import { readCursor } from './cursor.ts'
import { wordsOf } from './filter-words.ts'
import type { Input } from './input.ts'

/** A query ready for the store, and how it reads in our words: arguments that could be personal are not repeated. */
export interface Question {
  readonly query: LogQuery
  readonly words: string
  readonly region: string | null
  readonly incident: Incident | null
  /** Looks at single events rather than at the whole: no statement about the incident follows from it. */
  readonly drilled: boolean
  /** Asked with a cursor: the page after an earlier answer. */
  readonly paged: boolean
  /** When the window's end was not asked for, the moment a change of the incident was applied, epoch milliseconds. */
  readonly changedMs: number | null
}

export const defaultSamples = 2
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']
const hourMs = 3_600_000

/** Throws INVALID_INPUT, and NOT_FOUND for a service or environment that the configuration does not name. */
export function ask(input: Input, context: ReadContext): Question {
  const incident = input.incident === undefined ? null : context.casebook.incident(input.incident)
  known('service', input.service, context.services)
  known('environment', input.environment, context.environments)
  const place = readCursor(input)
  const window = resolveWindow(input, place?.window ?? defaultWindow(incident, context.nowMs))
  const filters = filtersOf(input, context)
  const samples = input.samples ?? defaultSamples
  if (!Number.isInteger(samples) || samples < 0 || samples > 20) {
    throw new HandoffError('INVALID_INPUT', 'samples is a whole number from 0 to 20.')
  }
  return {
    query: { window, filters, bucketMs: bucketFor(window), samples, after: place?.after ?? null },
    words: wordsOf(input, context),
    region: input.region ?? null,
    incident,
    paged: place !== null,
    changedMs: input.to === undefined && place === null ? lastAppliedMs(incident) : null,
    drilled: [input.cursor, input.trace, input.user, input.text].some((one) => one !== undefined),
  }
}

/** When the newest change of the incident was applied. */
function lastAppliedMs(incident: Incident | null): number | null {
  const applied = (incident?.requests ?? [])
    .filter(({ state }) => state === 'applied')
    .flatMap(({ outcome }) => (outcome ? (instantMs(outcome.at) ?? []) : []))
  return applied.length === 0 ? null : Math.max(...applied)
}

function known(
  what: string,
  name: string | undefined,
  all: readonly { readonly name: string }[],
): void {
  if (name === undefined || all.length === 0 || all.some((one) => one.name === name)) return
  throw new HandoffError('NOT_FOUND', `No such ${what} is configured.`, {
    hint: `Known: ${all.map((one) => one.name).join(', ')}.`,
  })
}

function defaultWindow(incident: Incident | null, nowMs: number): Window {
  const lastHour = { fromMs: nowMs - hourMs, toMs: nowMs }
  if (incident === null) return lastHour
  const fromMs = instantMs(incident.window.from)
  const toMs = instantMs(incident.window.to)
  return fromMs === undefined || toMs === undefined ? lastHour : { fromMs, toMs }
}

function filtersOf(input: Input, context: ReadContext): LogFilters {
  const { service, environment, region, version, trace } = input
  if (input.level !== undefined && !levels.includes(input.level.toLowerCase())) {
    throw new HandoffError('INVALID_INPUT', 'That level is unknown.', {
      hint: `Levels: ${levels.join(', ')}.`,
    })
  }
  if (input.status !== undefined && !/^[1-5](?:\d\d|xx)$/i.test(input.status)) {
    throw new HandoffError('INVALID_INPUT', 'status is a number such as 503, or 5xx.')
  }
  return {
    ...(service !== undefined && { service }),
    ...(environment !== undefined && { environment }),
    ...(region !== undefined && { region: visible(region, input, context) }),
    ...(version !== undefined && { version: visible(version, input, context) }),
    ...(input.level !== undefined && { level: input.level.toLowerCase() }),
    ...(input.status !== undefined && { status: input.status }),
    ...(trace !== undefined && { traceId: visible(trace, input, context) }),
    ...(input.text !== undefined && textFilter(input.text, input, context)),
    ...(input.user !== undefined && { user: clearUser(input.user, input, context) }),
  }
}

/**
 * A value that would be hidden is not compared either: whether it is there would be an answer. What hides it for its form
 * is refused; what hides it because somebody is called so finds nothing, like any word that stands nowhere.
 */
function visible(argument: string, { incident }: Input, context: ReadContext): string {
  if (context.shown(incident ?? null, argument) === argument) return argument
  if (!context.isPersonal(argument)) return nowhere
  throw new HandoffError('INVALID_INPUT', 'A filter holds a value that answers would hide.', {
    hint: 'Filter by the user with a «...» token, or by what the answers show.',
  })
}

/** One token finds what it stands for; any other text, tokens in it or not, only what the reader could see. */
function textFilter(
  argument: string,
  input: Input,
  context: ReadContext,
): Pick<LogFilters, 'text' | 'shown'> {
  if (oneToken.test(argument)) {
    const text = clear(argument, input, context)
    if (text !== argument) return { text }
  }
  const incident = input.incident ?? null
  return { text: argument, shown: (message) => context.shown(incident, message) }
}

function clear(argument: string, { incident }: Input, context: ReadContext): string {
  return incident === undefined ? argument : context.resolve(incident, argument)
}

/** Only a token names a user: a clear value would let anyone ask whether a person is among the customers. */
function clearUser(argument: string, input: Input, context: ReadContext): string {
  const value = oneToken.test(argument) ? clear(argument, input, context) : argument
  if (value !== argument) return value
  throw new HandoffError(
    'INVALID_INPUT',
    'user takes a token of this incident, not a clear value.',
    {
      hint: 'Give the incident and a «...» token from one of its earlier answers.',
    },
  )
}

/** Stands in no field of any event. */
const nowhere = '\u0000'

const oneToken = /^\s*«[^«»]{1,80}»\s*$/

const steps = [
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((s) => s * 1_000),
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((m) => m * 60_000),
  ...[1, 2, 3, 4, 6, 8, 12, 24].map((h) => h * hourMs),
]

/** The smallest step that cuts the window into at most 60 buckets, which makes at least 30. */
export function bucketFor({ fromMs, toMs }: Window): number {
  return steps.find((step) => (toMs - fromMs) / step <= 60) ?? steps.at(-1)!
}
