import { type Defaults, toEvent } from '../../domain/logs/document-event.ts'
import { type Document, isDocument } from '../../domain/logs/document.ts'
import { words } from '../../domain/logs/words.ts'
import { byteFields } from './byte-fields.ts'
import { byteGlimpse } from './byte-glimpse.ts'
import { isOtlp, otlpRecords } from './otlp.ts'
import { type LineReader, type Reading, within } from './reading.ts'
import { type Place, placedValue, timeOf } from './stamp.ts'
import { intakeSpan, otlpSpans } from './spans.ts'
import type { LogEvent } from '../../domain/logs/event.ts'
import type { Window } from '../../domain/window.ts'

const longestLine = 256 * 1024
const longestBatch = 4 * 1024 * 1024
/** How every agent begins the line that holds for those after it. */
export const metadataStart = '{"metadata"'

/** What of a line may become an event. */
export interface LogRecord {
  readonly document: Document
  readonly span?: NonNullable<LogEvent['span']>
}

/**
 * Reads NDJSON: ECS, OpenTelemetry export batches, Elastic APM intake (its metadata line holds for the lines after it),
 * search hits, and what other loggers write.
 */
export function documentLines(
  place: Place,
  entry: Defaults,
  batches: boolean,
  spans: boolean,
): LineReader {
  let metadata: Document = {}
  const records = (line: string): readonly LogRecord[] | undefined => {
    const parsed = parse(line)
    if (!parsed) return undefined
    if (line.startsWith(metadataStart) && Object.keys(parsed).length === 1) {
      if (isDocument(parsed['metadata'])) metadata = shared(parsed['metadata'])
      return []
    }
    return recordsOf(parsed, metadata, spans)
  }
  const fields = byteFields()
  const glimpse = byteGlimpse(fields, entry)
  return {
    linesStandAlone: true,
    longestLine: batches ? longestBatch : longestLine,
    time(line) {
      for (const { document } of records(line) ?? []) {
        const at = timeOf(document, place)
        if (at !== undefined) return at
      }
      return undefined
    },
    read(line, window) {
      const found = records(line)
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

/** The events of what is already parsed. */
export function readAll(
  records: readonly LogRecord[],
  place: Place,
  entry: Defaults,
  window: Window,
): Reading {
  if (records.length === 0) return 'other'
  const events = []
  let dated = false
  for (const { document, span } of records) {
    const at = timeOf(document, place)
    if (typeof at !== 'number') continue
    dated = true
    if (!within(at, window)) continue
    const event = toEvent(document, at, entry)
    events.push(span ? { ...event, span } : event)
  }
  if (events.length > 0) return events
  return dated ? 'outside' : 'undated'
}

/** One JSON document as the records in it; those of traces only where they are asked for. */
export function recordsOf(
  parsed: Document,
  metadata: Document,
  spans: boolean,
): readonly LogRecord[] {
  if (isOtlp(parsed)) {
    const logs = otlpRecords(parsed).map((document) => ({ document }))
    return spans ? [...logs, ...otlpSpans(parsed)] : logs
  }
  if (isDocument(parsed['_source'])) return [{ document: parsed['_source'] }]
  const [key, ...others] = Object.keys(parsed)
  const only = key === undefined || others.length > 0 ? undefined : parsed[key]
  if (!isDocument(only)) return [{ document: parsed }]
  if (key === 'log') return [{ document: { ...metadata, ...only } }]
  if (key === 'error') return [{ document: { ...metadata, ...intakeError(only) } }]
  if (key === 'metricset') return []
  if (key !== 'transaction' && key !== 'span') return [{ document: parsed }]
  return spans ? [intakeSpan(key, only, metadata)] : []
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
