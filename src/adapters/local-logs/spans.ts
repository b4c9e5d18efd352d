import { type Document, isDocument, label } from '../../domain/logs/document.ts'
import type { LogEvent } from '../../domain/logs/event.ts'
import type { LogRecord } from './document-lines.ts'
import { attributes, list, stated } from './otlp.ts'

/** A transaction or span as Elastic's APM agents send it: microseconds since 1970, a duration in milliseconds. */
export function intakeSpan(
  kind: 'transaction' | 'span',
  body: Document,
  shared: Document,
): LogRecord {
  const context = documentAt(body, 'context')
  const http = documentAt(context, 'http')
  const answer = { ...http, ...documentAt(http, 'response'), ...documentAt(context, 'response') }
  const service = { ...documentAt(shared, 'service') }
  const named = documentAt(context, 'service')['name']
  const document = {
    ...shared,
    service: named === undefined ? service : { ...service, name: named },
    ...(isDocument(context['user']) && { user: context['user'] }),
    '@timestamp': body['timestamp'],
    message: body['name'],
    'log.level': body['outcome'] === 'failure' ? 'error' : undefined,
    'trace.id': body['trace_id'],
    'transaction.id': kind === 'transaction' ? body['id'] : body['transaction_id'],
    'http.response.status_code': answer['status_code'],
    'url.path': documentAt(documentAt(context, 'request'), 'url')['pathname'],
  }
  return { document, span: spanOf(body['id'], body['parent_id'], Number(body['duration'])) }
}

/** The spans of an OTLP/JSON export with their resource's and their own attributes. */
export function otlpSpans(batch: Document): readonly LogRecord[] {
  return list(batch['resourceSpans'] ?? batch['resource_spans']).flatMap((resource) => {
    const inherited = attributes(documentAt(resource, 'resource')['attributes'])
    const scopes = list(resource['scopeSpans'] ?? resource['scope_spans'])
    return scopes.flatMap((scope) => list(scope['spans']).map((span) => otlpSpan(span, inherited)))
  })
}

function otlpSpan(span: Document, inherited: Document): LogRecord {
  const start = stated(span['startTimeUnixNano'])
  const code = documentAt(span, 'status')['code']
  const document = {
    ...inherited,
    ...attributes(span['attributes']),
    '@timestamp': start,
    message: span['name'],
    level: code === 2 || code === 'STATUS_CODE_ERROR' ? 'error' : undefined,
    trace_id: span['traceId'],
  }
  const durationMs = nanosBetween(start, stated(span['endTimeUnixNano'])) / 1e6
  return { document, span: spanOf(span['spanId'], span['parentSpanId'], durationMs) }
}

function spanOf(id: unknown, parent: unknown, durationMs: number): NonNullable<LogEvent['span']> {
  const above = label(parent)
  return {
    id: label(id) ?? '',
    parent: above === '' ? null : above,
    durationMs: Number.isFinite(durationMs) && durationMs > 0 ? durationMs : 0,
  }
}

/** Exact although both are larger than a number can hold. */
function nanosBetween(start: unknown, end: unknown): number {
  const [from, to] = [start, end].map((nanos) => /^\d{1,20}$/.exec(`${label(nanos)}`)?.[0])
  return from === undefined || to === undefined ? 0 : Number(BigInt(to) - BigInt(from))
}

function documentAt(document: Document, key: string): Document {
  const found = document[key]
  return isDocument(found) ? found : {}
}
