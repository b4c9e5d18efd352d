import { type Dispatcher, request } from 'undici'

import { failedAt } from './failed-at.ts'

/** One request, nothing of it followed or repeated. */
export interface BoundedRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly signal: AbortSignal
  /** Made at once; may throw what reading the file of certificates throws. */
  readonly dispatcher: () => Dispatcher
  /** A larger answer is cut off with the fault `too large`. */
  readonly mostBytes: number
}

/** The status and headers of an answer, and its text for whoever still wants it. */
export interface BoundedAnswer {
  readonly status: number
  /** By names in small letters; of a repeated one the first. */
  readonly headers: Readonly<Record<string, string>>
  text(): Promise<string>
  /** Lets the body go unread. */
  drop(): void
}

/** Where a request ended that has no whole answer. */
export type WireFault =
  | 'ca file'
  | 'certificate'
  | 'unreachable'
  | 'broken off'
  | 'too large'
  | 'time was up'

/** Why there is no whole answer. Nothing that the other side said is kept. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly fault: WireFault

  constructor(fault: WireFault) {
    super(fault)
    this.fault = fault
  }
}

/** Asks once: redirections are answers like others, and an answer never outgrows its bound. Throws WireError. */
export async function boundedRequest(asked: BoundedRequest): Promise<BoundedAnswer> {
  const { url, signal, mostBytes, dispatcher, ...options } = asked
  const answer = await faulty(signal, async () => {
    signal.throwIfAborted()
    return request(url, { ...options, signal, dispatcher: dispatcher() })
  })
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, [value].flat()[0] ?? '']),
  )
  const drop = () => void answer.body.on('error', () => undefined).destroy()
  return {
    status: answer.statusCode,
    headers,
    drop,
    text() {
      if (Number(headers['content-length'] ?? 0) > mostBytes) {
        drop()
        throw new WireError('too large')
      }
      return faulty(signal, () => textOf(answer.body, mostBytes))
    },
  }
}

/** Decoded as it comes: buffers that wait to be joined lie where the collector looks last. */
async function textOf(body: AsyncIterable<Buffer>, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder()
  const parts: string[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > mostBytes) throw new WireError('too large')
    parts.push(decoder.decode(chunk, { stream: true }))
  }
  return parts.join('') + decoder.decode()
}

async function faulty<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof WireError) throw cause
    throw new WireError(signal.aborted ? 'time was up' : faultOf(cause))
  }
}

const brokenOff = /^(UND_ERR_SOCKET|UND_ERR_RES|ECONNRESET|EPIPE|HPE_)/

function faultOf(cause: unknown): WireFault {
  const code = (cause as { code?: unknown }).code
  if (typeof code === 'string' && brokenOff.test(code)) return 'broken off'
  const place = failedAt(cause)
  return place === 'link' ? 'unreachable' : place
}
