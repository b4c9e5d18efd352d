import type { Json } from '../json.ts'
import type { NamedValue } from '../known-person.ts'
import { type Document, type Getter, getter, isDocument, label } from './document.ts'
import type { Level, LogEvent } from './event.ts'
import { levelOf, levelOfSeverity } from './levels.ts'
import { kept, named, names } from './names.ts'

/** What a source's entry in the configuration says of its events; the environment holds whatever they say themselves. */
export interface Defaults {
  readonly service?: string | undefined
  readonly environment?: string | undefined
  readonly region?: string | undefined
}

const read = Object.fromEntries(
  Object.entries(names).map(([name, paths]) => [name, getter(paths)]),
) as Record<keyof typeof names, Getter>
const keepers = kept.map((name) => [name, getter([name])] as const)
/** Readers of whom a document names, by the first part of the field's name: most documents have none of them. */
const namers = Map.groupBy(
  Object.entries(named).flatMap(([kind, paths]) =>
    paths.map((path) => ({ kind, first: path.split('.')[0]!, get: getter([path]) })),
  ),
  ({ first }) => first,
)
const severityNumber = getter(['severityNumber', 'severity_number'])

const longestMessage = 16_384

/** The time a document states, as it is written there. */
export function statedTime(document: Document): unknown {
  return read.time(document)
}

/** A document that happened at that time, in our words; what it does not say comes from its entry. */
export function toEvent(document: Document, atMs: number, entry: Defaults): LogEvent {
  const user = label(read.user(document))
  return {
    atMs,
    level: level(document),
    message: bounded(messageOf(document)),
    service: label(read.service(document)) ?? entry.service ?? null,
    environment: entry.environment ?? label(read.environment(document)),
    region: label(read.region(document)) ?? entry.region ?? null,
    version: label(read.version(document)),
    status: statusOf(read.status(document)),
    endpoint: endpointOf(label(read.endpoint(document))),
    traceId: label(read.trace(document)),
    correlationId: label(read.correlation(document)),
    user,
    ...peopleOf(document),
    fields: fieldsOf(document),
  }
}

/** Whom its fields name, so that they can be hidden in its message too. */
export function peopleOf(document: Document): Pick<LogEvent, 'people'> {
  const people: NamedValue[] = []
  const looked = new Set<string>()
  for (const key in document) {
    const dot = key.indexOf('.')
    const first = dot === -1 ? key : key.slice(0, dot)
    const readers = namers.get(first)
    if (readers === undefined || looked.has(first)) continue
    looked.add(first)
    for (const { kind, get } of readers) {
      const value = label(get(document))
      if (value !== null && value.length > 2) people.push({ class: kind, value })
    }
  }
  return people.length === 0 ? {} : { people }
}

function level(document: Document): Level | null {
  const number = severityNumber(document)
  if (typeof number === 'number' && number > 0) return levelOfSeverity(number)
  const stated = read.level(document)
  return typeof stated === 'string' || typeof stated === 'number' ? levelOf(stated) : null
}

/** The message of a document, empty when it has none. */
export function messageOf(document: Document): string {
  const found = read.message(document)
  if (found !== undefined) return typeof found === 'string' ? found : (label(found) ?? '')
  const body = document['body'] ?? document['message'] ?? document['error'] ?? document['exception']
  if (isDocument(body) || Array.isArray(body)) return JSON.stringify(body)
  return ''
}

/** Cut at a space, so that no half of a word, and of a secret, is left at the end. */
export function bounded(text: string): string {
  if (text.length <= longestMessage) return text
  const space = text.lastIndexOf(' ', longestMessage)
  return `${text.slice(0, Math.max(0, space))} [cut]`
}

export function statusOf(value: unknown): number | null {
  const status = Number(value)
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : null
}

const idSegment = /\/(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,})(?=\/|$)/gi

/** The path alone: no host, no query string, ids as `:id`, so that one endpoint is one value. */
export function endpointOf(text: string | null): string | null {
  if (text === null) return null
  const path = text.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/s, '')
  return path === '' ? '/' : path.replace(idSegment, '/:id')
}

function fieldsOf(document: Document): Record<string, Json> {
  const fields: Record<string, Json> = {}
  for (const [name, get] of keepers) {
    const value = get(document)
    if (typeof value === 'string') fields[name] = value.slice(0, 200)
    else if (typeof value === 'number' || typeof value === 'boolean') fields[name] = value
  }
  return fields
}
