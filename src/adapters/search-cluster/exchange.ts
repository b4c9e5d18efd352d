import type { Dispatcher } from 'undici'

import { type BoundedAnswer, boundedRequest, WireError } from '../network/bounded-request.ts'
import { httpDateMs, retryAfterMs } from '../network/retry-after.ts'
import { ClusterFault, kindOfStatus } from './fault.ts'
import { isReading } from './reading.ts'

/** The one way to a cluster, whichever client speaks. */
export interface Wire {
  readonly dispatcher: () => Dispatcher
  readonly nowMs: () => number
  /** How far its clock is ahead of ours by its last answer, milliseconds; null while it has not said. */
  skewMs: number | null
}

interface Request {
  readonly method: string
  /** Where the cluster lies; its path comes before ours. */
  readonly base: URL
  readonly path: string
  readonly query: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string | null
  readonly signal: AbortSignal
}

interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const mostBytes = 4 * 1024 * 1024

/** One request that only reads, redirections not followed, its answer JSON of at most 4 MB. Throws ClusterFault. */
export async function exchange(asked: Request, wire: Wire): Promise<Answer> {
  const { method, base, path, query, headers, body, signal } = asked
  if (!isReading(method, path)) throw new ClusterFault('rejected')
  const place = `${base.pathname.replace(/\/+$/, '')}${path}`
  const url = new URL(`${place}${query}`, base)
  // An id that a cluster gave, such as two dots, must not lead out of what only reads.
  if (url.pathname !== place) throw new ClusterFault('rejected')
  try {
    const answer = await boundedRequest({
      method,
      url,
      headers: headers as Record<string, string>,
      body,
      signal,
      dispatcher: wire.dispatcher,
      mostBytes,
    })
    return await read(answer, wire)
  } catch (cause) {
    if (cause instanceof ClusterFault) throw cause
    throw new ClusterFault(cause instanceof WireError ? cause.fault : 'our side')
  }
}

async function read(answer: BoundedAnswer, wire: Wire): Promise<Answer> {
  const { status, headers } = answer
  const dateMs = httpDateMs(headers['date'])
  if (dateMs !== null) wire.skewMs = dateMs - wire.nowMs()
  const fault = faultOf(status, headers, wire.nowMs())
  if (fault) {
    answer.drop()
    throw fault
  }
  return { statusCode: status, headers, body: await answer.text() }
}

/** What status and headers alone tell; the bodies of failures are never read, but for one that says who answers. */
function faultOf(
  status: number,
  headers: Readonly<Record<string, string>>,
  nowMs: number,
): ClusterFault | undefined {
  if (status >= 300 && status < 400) return new ClusterFault('redirected')
  const isJson = /\bjson\b/.test(headers['content-type'] ?? '')
  if (status >= 400) {
    const untilMs = retryAfterMs(headers['retry-after'], nowMs)
    const kind = kindOfStatus(status)
    const isPage = !isJson && !['unauthorized', 'busy', 'unavailable'].includes(kind)
    return new ClusterFault(isPage ? 'web page' : kind, untilMs === null ? null : untilMs - nowMs)
  }
  if (!isJson) return new ClusterFault('web page')
  const encoding = headers['content-encoding'] ?? 'identity'
  return encoding === 'identity' ? undefined : new ClusterFault('unexpected')
}
