import { type Dispatcher, request } from 'undici'

import { failedAt } from '../network/failed-at.ts'
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
    signal.throwIfAborted()
    const answer = await request(url, {
      method,
      headers: headers as Record<string, string>,
      body,
      signal,
      dispatcher: wire.dispatcher(),
    })
    return await read(answer, wire)
  } catch (cause) {
    if (cause instanceof ClusterFault) throw cause
    throw new ClusterFault(signal.aborted ? 'time was up' : kindOf(cause))
  }
}

async function read(answer: Dispatcher.ResponseData, wire: Wire): Promise<Answer> {
  const { statusCode } = answer
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, [value].flat()[0] ?? '']),
  )
  const dateMs = httpDateMs(headers['date'])
  if (dateMs !== null) wire.skewMs = dateMs - wire.nowMs()
  const fault = faultOf(statusCode, headers, wire.nowMs())
  if (fault) {
    answer.body.on('error', () => undefined).destroy()
    throw fault
  }
  return { statusCode, headers, body: await text(answer.body) }
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
  if (encoding !== 'identity') return new ClusterFault('unexpected')
  return Number(headers['content-length'] ?? 0) > mostBytes
    ? new ClusterFault('too large')
    : undefined
}

/** Decoded as it comes: buffers that wait to be joined lie where the collector looks last. */
async function text(body: AsyncIterable<Buffer>): Promise<string> {
  const decoder = new TextDecoder()
  const parts: string[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > mostBytes) throw new ClusterFault('too large')
    parts.push(decoder.decode(chunk, { stream: true }))
  }
  return parts.join('') + decoder.decode()
}

const brokenOff = /^(UND_ERR_SOCKET|UND_ERR_RES|ECONNRESET|EPIPE|HPE_)/

function kindOf(cause: unknown): 'ca file' | 'certificate' | 'broken off' | 'unreachable' {
  const code = (cause as { code?: unknown }).code
  if (typeof code === 'string' && brokenOff.test(code)) return 'broken off'
  const place = failedAt(cause)
  return place === 'link' ? 'unreachable' : place
}
