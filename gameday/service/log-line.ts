import type { Json } from '../../src/domain/json.ts'
import { toIso } from '../../src/domain/time.ts'
import { endpoints, type ServiceAnswer, type ServiceRequest } from './request.ts'

export interface LineIds {
  readonly correlationId: string
  readonly traceId: string
}

/** Where the service runs, as every line says. */
export interface Place {
  readonly region: string
  readonly build: Readonly<Record<string, string>>
}

/** One line of Elastic Common Schema for one request and its answer, with a line break at its end. */
export function logLine(
  atMs: number,
  place: Place,
  request: ServiceRequest,
  reply: ServiceAnswer,
  ids: LineIds,
): string {
  const { service, method, path } = endpoints[request.endpoint]
  const line: Record<string, Json> = {
    '@timestamp': toIso(atMs),
    'ecs.version': '8.17.0',
    log: { level: reply.level, logger: `${service}.http` },
    message: reply.message,
    event: { dataset: `${service}.access`, outcome: reply.status < 500 ? 'success' : 'failure' },
    service: {
      name: service,
      version: place.build[service] ?? 'unknown',
      environment: 'production',
    },
    cloud: { region: place.region },
    trace: { id: ids.traceId },
    http: { request: { id: ids.correlationId, method }, response: { status_code: reply.status } },
    url: { path },
    user: { email: request.email, full_name: request.name },
    client: { ip: request.ip },
    labels: { correlation_id: ids.correlationId, key_id: request.keyId },
  }
  if (reply.error) {
    const { type, message, stack } = reply.error
    line['error'] = { type, message, stack_trace: stack }
  }
  return `${JSON.stringify(line)}\n`
}
