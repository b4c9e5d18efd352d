import type { Fault, Traffic } from '../scenario/schema.ts'
import type { Random } from '../random.ts'
import type { ServiceAnswer, ServiceRequest } from './request.ts'

/** What decides about one request: the fault's flag as served to this caller, the correlation id and chance. */
export interface Circumstances {
  readonly fault: Fault
  readonly flagOn: boolean
  readonly traffic: Pick<Traffic, 'noise'>
  readonly correlationId: string
  readonly random: Random
}

/**
 * Answers one request, live or of the written history. The log messages are careless on purpose:
 * they name the caller's mail address, network address, session and card, as real ones do.
 */
export function answer(request: ServiceRequest, now: Circumstances): ServiceAnswer {
  const { fault, correlationId } = now
  const hit = request.endpoint === fault.endpoint && request.keyId === fault.cohort.keyId
  if (now.flagOn && hit) return broken(request, now)
  if (now.random() < now.traffic.noise) return unlucky(request, correlationId)
  return ordinary(request, correlationId)
}

function broken(request: ServiceRequest, { fault, correlationId }: Circumstances): ServiceAnswer {
  const { type, message, stack } = fault.error
  return {
    status: fault.status,
    body: { error: 'internal', correlationId },
    level: 'error',
    message: `${request.endpoint} failed for ${request.email} from ${request.ip}: ${type}: ${message} (session ${request.session ?? 'none'}, key ${request.keyId})`,
    error: { type, message, stack: [`${type}: ${message}`, ...stack].join('\n    ') },
  }
}

function unlucky(request: ServiceRequest, correlationId: string): ServiceAnswer {
  return {
    status: 503,
    body: { error: 'unavailable', correlationId },
    level: 'error',
    message: `${request.endpoint} gave up: the database did not answer within 2000 ms`,
    error: {
      type: 'TimeoutError',
      message: 'the database did not answer within 2000 ms',
      stack: 'TimeoutError: the database did not answer within 2000 ms',
    },
  }
}

function ordinary(request: ServiceRequest, correlationId: string): ServiceAnswer {
  const messages = {
    login: `signed in ${request.email} from ${request.ip}`,
    webhooks: 'webhooks listed',
    orders: `order placed by ${request.email}, card ${request.card ?? 'none'}, call ${request.phone ?? 'none'}`,
  }
  const { endpoint } = request
  const body = { ok: true, correlationId }
  return { status: 200, body, level: 'info', message: messages[endpoint] }
}
