import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server'

import type { Door } from '../door.ts'
import { type Tap, createTap } from '../tap.ts'
import { createTelling } from '../telling.ts'
import { type Exchange, askedId } from './exchange.ts'
import { limits } from './limits.ts'
import { guardResponse } from './outgoing.ts'

/** One client of the protocol of 2025 and before, from its initialize to its DELETE or its expiry. */
export interface Session {
  /** A message; a request is answered on its own stream. */
  post(exchange: Exchange): Promise<Response>
  /** GET: the stream of what the server tells unasked. DELETE: the end. */
  other(exchange: Omit<Exchange, 'message'>): Promise<Response>
  /** Milliseconds since anybody used it; 0 while something is under way. */
  idleMs(): number
  close(): Promise<void>
}

interface SessionOptions {
  readonly door: Door
  readonly id: string
  readonly nowMs: () => number
  readonly closed: () => void
}

/** A server and its transport; the first message is to be initialize, and one that is refused ends the session. */
export function openSession({ door, id, nowMs, closed }: SessionOptions): Session {
  const tap: Tap = createTap(door)
  const telling = createTelling(door.watch)
  let usedMs = nowMs()
  let underWay = 0

  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: () => id,
    keepAliveMs: limits.keepAliveMs,
    maxRequestBodySize: limits.bodyBytes,
  })
  transport.onclose = () => {
    telling.end()
    closed()
  }
  const server = door.open({ era: 'legacy', walked: tap.walked, telling })
  const connected = server.connect(transport)

  async function serve(
    { request, drop, ended }: Omit<Exchange, 'message'>,
    message?: Exchange['message'],
  ): Promise<Response> {
    await connected
    if (message) tap.heard(message)
    usedMs = nowMs()
    const response = await transport.handleRequest(
      request,
      message ? { parsedBody: message } : undefined,
    )
    if (transport.sessionId === undefined) void server.close()
    underWay += 1
    return guardResponse(response, {
      leaving: (said) => tap.leaving(said, message && askedId(message)),
      drop,
      ended() {
        underWay -= 1
        usedMs = nowMs()
        ended()
      },
    })
  }

  return {
    post: ({ message, ...exchange }) => serve(exchange, message),
    other: (exchange) => serve(exchange),
    idleMs: () => (underWay > 0 ? 0 : nowMs() - usedMs),
    close: () => server.close(),
  }
}
