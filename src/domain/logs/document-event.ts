import type { Json } from '../json.ts'
import type { NamedValue } from '../known-person.ts'
import { type Document, isDocument, label } from './document.ts'
import type { Level, LogEvent } from './event.ts'
import { levelOf, levelOfSeverity } from './levels.ts'
import { type Fields, fieldsOf, keepers, severityNumber, words } from './words.ts'

/** What a source's entry in the configuration says of its events; the environment holds whatever they say themselves. */
export interface Defaults {
  readonly service?: string | undefined
  readonly environment?: string | undefined
  readonly region?: string | undefined
}

const longestMessage = 16_384

/** The time a document states, as it is written there. */
export function statedTime(document: Document): unknown {
  return words.time.get(document)
}

/** A document that happened at that time, in our words; what it does not say comes from its entry. */
export function toEvent(document: Document, atMs: number, entry: Defaults): LogEvent {
  return eventOf(fieldsOf(document), atMs, entry)
}

/** The same of fields that need not lie in a parsed document. */
export function eventOf(fields: Fields, atMs: number, entry: Defaults): LogEvent {
  return {
    atMs,
    level: levelFrom(fields.read(severityNumber), fields.read(words.level)),
    message: messageFrom(fields),
    service: label(fields.read(words.service)) ?? entry.service ?? null,
    environment: entry.environment ?? label(fields.read(words.environment)),
    region: label(fields.read(words.region)) ?? entry.region ?? null,
    version: label(fields.read(words.version)),
    status: statusOf(fields.read(words.status)),
    endpoint: endpointOf(label(fields.read(words.endpoint))),
    traceId: label(fields.read(words.trace)),
    correlationId: label(fields.read(words.correlation)),
    user: label(fields.read(words.user)),
    ...peopleFrom(fields),
    fields: keptFrom(fields),
  }
}

/** Whom its fields name, so that they can be hidden in its message too. */
export function peopleOf(document: Document): Pick<LogEvent, 'people'> {
  return peopleFrom(fieldsOf(document))
}

function peopleFrom(fields: Fields): Pick<LogEvent, 'people'> {
  const people: NamedValue[] = []
  for (const { kind, word } of fields.namings()) {
    const value = label(fields.read(word))
    if (value !== null && value.length > 2) people.push({ class: kind, value })
  }
  return people.length === 0 ? {} : { people }
}

/** The level behind OpenTelemetry's number and the level as stated. */
export function levelFrom(number: unknown, stated: unknown): Level | null {
  if (typeof number === 'number' && number > 0) return levelOfSeverity(number)
  return typeof stated === 'string' || typeof stated === 'number' ? levelOf(stated) : null
}

/** The message of fields, bounded. */
export function messageFrom(fields: Fields): string {
  return bounded(wholeMessage(fields))
}

/** The message of a document, empty when it has none. */
export function messageOf(document: Document): string {
  return wholeMessage(fieldsOf(document))
}

function wholeMessage(fields: Fields): string {
  const found = fields.read(words.message)
  if (found !== undefined) return typeof found === 'string' ? found : (label(found) ?? '')
  const document = fields.document()
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

function keptFrom(source: Fields): Record<string, Json> {
  const fields: Record<string, Json> = {}
  for (const [name, word] of keepers) {
    const value = source.read(word)
    if (typeof value === 'string') fields[name] = value.slice(0, 200)
    else if (typeof value === 'number' || typeof value === 'boolean') fields[name] = value
  }
  return fields
}
