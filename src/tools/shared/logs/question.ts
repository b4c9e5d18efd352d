import { HandoffError } from '../../../domain/error.ts'
import type { Incident } from '../../../domain/incident.ts'
import { instantMs } from '../../../domain/time.ts'
import { type Window, resolveWindow } from '../../../domain/window.ts'
import type { LogQuery } from '../../../ports/log-store.ts'
import type { ReadContext } from '../../tool.ts'
import { readCursor } from './cursor.ts'
import { filtersOf } from './filters.ts'
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
  /** Asked for one request: its events come in the order of time, with their spans. */
  readonly isStory: boolean
  /** Asked with a cursor: the page after an earlier answer. */
  readonly paged: boolean
  /** When the window's end was not asked for, the moment a change of the incident was applied, epoch milliseconds. */
  readonly changedMs: number | null
}

export const defaultSamples = 10
const mostSamples = 20
/** Arguments that single events out. */
const singling = [
  'cursor',
  'trace',
  'correlation',
  'user',
  'text',
  'query',
  'exclude_patterns',
] as const
const hourMs = 3_600_000

/** Throws INVALID_INPUT, and NOT_FOUND for a service or environment that the configuration does not name. */
export function ask(input: Input, context: ReadContext): Question {
  const incident = input.incident === undefined ? null : context.casebook.incident(input.incident)
  const place = readCursor(input)
  const window = resolveWindow(input, place?.window ?? defaultWindow(incident, context.nowMs))
  const filters = filtersOf(input, context)
  const isStory = input.trace !== undefined || input.correlation !== undefined
  const samples = input.samples ?? (isStory ? mostSamples : defaultSamples)
  if (!Number.isInteger(samples) || samples < 0 || samples > mostSamples) {
    throw new HandoffError('INVALID_INPUT', `samples is a whole number from 0 to ${mostSamples}.`)
  }
  return {
    query: {
      window,
      filters,
      bucketMs: bucketFor(window),
      samples,
      order: isStory ? 'time' : 'errors first',
      after: place?.after ?? null,
      spans: isStory,
    },
    words: wordsOf(input, context),
    region: input.region ?? null,
    incident,
    isStory,
    paged: place !== null,
    changedMs: input.to === undefined && place === null ? lastAppliedMs(incident) : null,
    drilled: singling.some((name) => input[name] !== undefined),
  }
}

/** When the newest change of the incident was applied. */
function lastAppliedMs(incident: Incident | null): number | null {
  const applied = (incident?.requests ?? [])
    .filter(({ state }) => state === 'applied')
    .flatMap(({ outcome }) => (outcome ? (instantMs(outcome.at) ?? []) : []))
  return applied.length === 0 ? null : Math.max(...applied)
}

function defaultWindow(incident: Incident | null, nowMs: number): Window {
  const lastHour = { fromMs: nowMs - hourMs, toMs: nowMs }
  if (incident === null) return lastHour
  const fromMs = instantMs(incident.window.from)
  const toMs = instantMs(incident.window.to)
  return fromMs === undefined || toMs === undefined ? lastHour : { fromMs, toMs }
}

const steps = [
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((s) => s * 1_000),
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((m) => m * 60_000),
  ...[1, 2, 3, 4, 6, 8, 12, 24].map((h) => h * hourMs),
]

/** The smallest step that cuts the window into at most 60 buckets, which makes at least 30. */
export function bucketFor({ fromMs, toMs }: Window): number {
  return steps.find((step) => (toMs - fromMs) / step <= 60) ?? steps.at(-1)!
}
