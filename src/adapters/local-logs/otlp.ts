import { type Document, isDocument } from '../../domain/logs/document.ts'

/** An OTLP/JSON export as the OpenTelemetry protocol writes it. */
export function isOtlp(document: Document): boolean {
  return batches.some((name) => Array.isArray(document[name]))
}

const batches = ['resourceLogs', 'resource_logs', 'resourceSpans', 'resource_spans']

/** Each log record with its resource's and its own attributes under their dotted names. */
export function otlpRecords(document: Document): readonly Document[] {
  const records: Document[] = []
  for (const resource of list(document['resourceLogs'] ?? document['resource_logs'])) {
    const owner = isDocument(resource['resource']) ? resource['resource'] : {}
    const inherited = attributes(owner['attributes'])
    for (const scope of list(resource['scopeLogs'] ?? resource['scope_logs'])) {
      for (const record of list(scope['logRecords'] ?? scope['log_records'])) {
        records.push(toRecord(record, inherited))
      }
    }
  }
  return records
}

function toRecord(record: Document, inherited: Document): Document {
  const body = value(record['body'])
  return {
    ...inherited,
    ...attributes(record['attributes']),
    '@timestamp': stated(record['timeUnixNano']) ?? stated(record['observedTimeUnixNano']),
    severityNumber: record['severityNumber'],
    level: record['severityText'],
    trace_id: record['traceId'],
    message:
      typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body),
  }
}

/** Protobuf's 0 means not stated. */
export function stated(nanos: unknown): unknown {
  return nanos === undefined || nanos === 0 || nanos === '0' || nanos === '' ? undefined : nanos
}

/** Attributes under their dotted names. */
export function attributes(entries: unknown): Document {
  const found: Record<string, unknown> = {}
  for (const entry of list(entries)) {
    if (typeof entry['key'] === 'string' && entry['key'] !== '__proto__') {
      found[entry['key']] = value(entry['value'])
    }
  }
  return found
}

/** An AnyValue as plain JSON. */
function value(any: unknown): unknown {
  if (!isDocument(any)) return any ?? undefined
  if (isDocument(any['kvlistValue'])) return attributes(any['kvlistValue']['values'])
  if (isDocument(any['arrayValue'])) return list(any['arrayValue']['values']).map(value)
  if (any['intValue'] !== undefined) return Number(any['intValue'])
  return any['stringValue'] ?? any['boolValue'] ?? any['doubleValue'] ?? any['bytesValue']
}

/** The objects of what should be a list of them. */
export function list(value_: unknown): readonly Document[] {
  return Array.isArray(value_) ? value_.filter(isDocument) : []
}
