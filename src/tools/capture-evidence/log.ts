import { HandoffError } from '../../domain/error.ts'
import type { JsonObject } from '../../domain/json.ts'
import { plainName } from '../../domain/plain-name.ts'
import { toIso } from '../../domain/time.ts'
import type { LogEvent } from '../../domain/logs/event.ts'
import type { LogResult } from '../../ports/log-store.ts'
import { Input as LogInput } from '../shared/logs/input.ts'
import { ask, type Question } from '../shared/logs/question.ts'
import { onsetOf } from '../shared/logs/figures.ts'
import { samplesFrom } from '../shared/logs/samples.ts'
import { type Capture, type Found, filterOf, known, regionsOf, uncut } from './found.ts'

const Filter = LogInput.pick({
  service: true,
  environment: true,
  region: true,
  level: true,
  status: true,
  version: true,
  text: true,
  query: true,
  trace: true,
  correlation: true,
  user: true,
})

const defaultLines = 50
const mostLines = 500

/** Events of a query in the order in which they happened; when there are more than asked for, the most telling ones. */
export async function findLog({ given, incident, context }: Capture): Promise<Found> {
  const lines = given.lines ?? defaultLines
  if (!Number.isInteger(lines) || lines < 1 || lines > mostLines) {
    throw new HandoffError('INVALID_INPUT', `lines is a whole number from 1 to ${mostLines}.`)
  }
  const { from, to } = given
  const filter = filterOf(Filter, given)
  const asked = ask({ ...filter, incident: incident.id, from, to }, context)
  const question = { ...asked, query: { ...asked.query, samples: lines } }
  const { query, words, region } = question
  const result = await context.logs.search(query, context.signal)
  const { total, errors, sources, brokenLines } = result
  const { events, selection } = selectionOf(question, result, context.nowMs)
  const gaps = [
    ...result.gaps,
    ...(brokenLines > 0
      ? [{ source: 'logs', reason: `${brokenLines} broken lines were left out.` }]
      : []),
  ]
  return {
    title: `Log excerpt, ${events.length} of ${total} events: ${words}`,
    source: sources.slice(0, 5).join(', ') || 'logs',
    query: words,
    window: query.window,
    region: plainName(region) ?? regionsOf(incident),
    total,
    more: events.length < total,
    gaps,
    content: {
      about: { total, errors, sources: [...sources], selection },
      rows: events.toSorted((a, b) => a.atMs - b.atMs).map(rowOf),
    },
  }
}

/** The store begins with the oldest errors; those since the onset tell more, when there are enough of them. */
function selectionOf(question: Question, result: LogResult, nowMs: number) {
  const { total, samples: oldest } = result
  if (oldest.length >= total) return { events: oldest, selection: 'all' }
  const { events } = samplesFrom(question, result, onsetOf(question.query, result.buckets, nowMs))
  return events[0] === oldest[0] || events.length < oldest.length
    ? { events: oldest, selection: 'errors first, oldest first' }
    : { events, selection: 'errors since the onset' }
}

/** An event in the names of ECS; who it happened to is left out. */
function rowOf(event: LogEvent): JsonObject {
  return known({
    '@timestamp': toIso(event.atMs),
    'log.level': event.level,
    message: uncut(event.message),
    'service.name': event.service,
    'service.environment': event.environment,
    'service.version': event.version,
    'cloud.region': event.region,
    'http.response.status_code': event.status,
    'url.path': event.endpoint,
    'trace.id': event.traceId,
    'labels.correlation_id': event.correlationId,
    ...event.fields,
  })
}
