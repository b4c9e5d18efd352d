import { type Defaults, toEvent } from '../../domain/logs/document-event.ts'
import { type Document, isDocument } from '../../domain/logs/document.ts'
import { words } from '../../domain/logs/words.ts'
import { byteFields } from './byte-fields.ts'
import { byteGlimpse } from './byte-glimpse.ts'
import { isOtlp, otlpRecords } from './otlp.ts'
import { type LineReader, type Reading, within } from './reading.ts'
import { type Place, placedValue, timeOf } from './stamp.ts'
import type { Window } from '../../domain/window.ts'

const longestLine = 256 * 1024
const longestBatch = 4 * 1024 * 1024
/** How every agent begins the line that holds for those after it. */
export const metadataStart = '{"metadata"'
const intakeOther = new Set(['transaction', 'span', 'metricset'])

/**
 * Reads NDJSON: ECS, OpenTelemetry export batches, Elastic APM intake (its metadata line holds for the lines after it),
 * search hits, and what other loggers write.
 */
export function documentLines(place: Place, entry: Defaults, batches: boolean): LineReader {
  let metadata: Document = {}
  const documents = (line: string): readonly Document[] | undefined => {
    const parsed = parse(line)
    if (!parsed) return undefined
    if (line.startsWith(metadataStart) && Object.keys(parsed).length === 1) {
      if (isDocument(parsed['metadata'])) metadata = shared(parsed['metadata'])
      return []
    }
    return recordsOf(parsed, metadata)
  }
  const fields = byteFields()
  const glimpse = byteGlimpse(fields, entry)
  return {
    linesStandAlone: true,
    longestLine: batches ? longestBatch : longestLine,
    time(line) {
      for (const document of documents(line) ?? []) {
        const at = timeOf(document, place)
        if (at !== undefined) return at
      }
      return undefined
    },
    read(line, window) {
      const found = documents(line)
      return found ? readAll(found, place, entry, window) : 'broken'
    },
    glimpse(bytes, from, end, window) {
      if (!fields.open(bytes, from, end)) return undefined
      const at = fields.instant(words.time) ?? placedValue(fields.read(words.time), place)
      if (typeof at !== 'number') return undefined
      if (!within(at, window)) return 'outside'
      glimpse.happened(at)
      return glimpse
    },
  }
}

/** The events of documents already parsed. */
export function readAll(
  documents: readonly Document[],
  place: Place,
  entry: Defaults,
  window: Window,
): Reading {
  if (documents.length === 0) return 'other'
  const events = []
  let dated = false
  for (const document of documents) {
    const at = timeOf(document, place)
    if (typeof at !== 'number') continue
    dated = true
    if (within(at, window)) events.push(toEvent(document, at, entry))
  }
  if (events.length > 0) return events
  return dated ? 'outside' : 'undated'
}

/** One JSON document as the log records in it. */
export function recordsOf(parsed: Document, metadata: Document): readonly Document[] {
  if (isOtlp(parsed)) return otlpRecords(parsed)
  if (isDocument(parsed['_source'])) return [parsed['_source']]
  const keys = Object.keys(parsed)
  if (keys.length !== 1) return [parsed]
  const only = parsed[keys[0]!]
  if (!isDocument(only)) return [parsed]
  if (keys[0] === 'log') return [{ ...metadata, ...only }]
  if (keys[0] === 'error') return [{ ...metadata, ...intakeError(only) }]
  return intakeOther.has(keys[0]!) ? [] : [parsed]
}

function intakeError(error: Document): Document {
  const log = isDocument(error['log']) ? error['log'] : {}
  const exception = isDocument(error['exception']) ? error['exception'] : {}
  return {
    '@timestamp': error['timestamp'],
    message: log['message'] ?? exception['message'] ?? exception['type'] ?? error['culprit'],
    level: log['level'] ?? 'error',
    'error.type': exception['type'],
    'trace.id': error['trace_id'],
    'transaction.id': error['transaction_id'],
  }
}

/** What an intake's metadata says of every event after it. */
function shared(metadata: Document): Document {
  const { service, cloud, user } = metadata
  return { service, cloud, user }
}

function parse(line: string): Document | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isDocument(value) ? value : undefined
  } catch {
    return undefined
  }
}
