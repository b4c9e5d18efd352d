import {
  type Defaults,
  endpointOf,
  eventOf,
  levelFrom,
  messageFrom,
  statusOf,
} from '../../domain/logs/document-event.ts'
import { label } from '../../domain/logs/document.ts'
import type { Level, LogEvent } from '../../domain/logs/event.ts'
import type { Glimpse } from '../../domain/logs/glimpse.ts'
import { severityNumber, words } from '../../domain/logs/words.ts'
import type { ByteFields } from './byte-fields.ts'

const mostRemembered = 4_096

/** The event of the line that fields are open at; one object for all lines, so that looking costs no memory. */
export interface ByteGlimpse extends Glimpse {
  /** The fields are open at another line, of that time. */
  happened(atMs: number): void
}

const unread = Symbol('unread')

export function byteGlimpse(fields: ByteFields, entry: Defaults): ByteGlimpse {
  const endpoints = new Map<string, string | null>()
  const levels = new Map<unknown, Level | null>()
  let atMs = 0
  let level: Level | null | typeof unread = unread
  let status: number | null | typeof unread = unread
  const levelNow = (): Level | null => {
    const number = fields.read(severityNumber)
    const stated = fields.read(words.level)
    if (number !== undefined) return levelFrom(number, stated)
    return remember(levels, stated, () => levelFrom(undefined, stated))
  }
  return {
    happened(at) {
      atMs = at
      level = unread
      status = unread
    },
    get atMs() {
      return atMs
    },
    get level() {
      if (level === unread) level = levelNow()
      return level
    },
    get message() {
      return messageFrom(fields)
    },
    get service() {
      return label(fields.read(words.service)) ?? entry.service ?? null
    },
    get environment() {
      return entry.environment ?? label(fields.read(words.environment))
    },
    get region() {
      return label(fields.read(words.region)) ?? entry.region ?? null
    },
    get version() {
      return label(fields.read(words.version))
    },
    get status() {
      if (status === unread) status = statusOf(fields.read(words.status))
      return status
    },
    get endpoint() {
      const text = label(fields.path(words.endpoint))
      return text === null ? null : remember(endpoints, text, () => endpointOf(text))
    },
    get traceId() {
      return label(fields.read(words.trace))
    },
    get correlationId() {
      return label(fields.read(words.correlation))
    },
    get user() {
      return label(fields.read(words.user))
    },
    whole(): LogEvent {
      return eventOf(fields, atMs, entry)
    },
  }
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const held = known.get(key)
  if (held !== undefined) return held
  const made = make()
  if (known.size >= mostRemembered) known.clear()
  known.set(key, made)
  return made
}
