import type { HttpBindings } from '@hono/node-server'
import { localhostHostValidation, localhostOriginValidation } from '@modelcontextprotocol/hono'
import { classifyInboundRequest, isInitializeRequest } from '@modelcontextprotocol/server'
import { type Context, Hono, type MiddlewareHandler } from 'hono'

import type { Guard } from '../../guard/index.ts'
import { isListen } from '../door.ts'
import { readMessage } from './body.ts'
import { type Exchange, askedId } from './exchange.ts'
import { type Feed, createFeedDoor } from './feed.ts'
import { limits } from './limits.ts'
import type { ModernDoor } from './modern.ts'
import { type RefusalName, refuse } from './refusals.ts'
import type { SessionBook } from './session-book.ts'
import type { Traffic } from './traffic.ts'

interface AppOptions {
  readonly feeds: readonly Feed[]
  readonly guard: Guard
  readonly modern: ModernDoor
  readonly sessions: SessionBook
  readonly traffic: Traffic
}

type Env = { Bindings: HttpBindings }

/**
 * The way of a request: Host and Origin, room for one more, what it accepts and carries, then the era it speaks. No
 * CORS header is ever sent, so that a page cannot read an answer even where its request came through.
 */
export function createApp({ guard, modern, sessions, traffic, feeds }: AppOptions): Hono<Env> {
  const app = new Hono<Env>()
  app.use(orRefuse('host', localhostHostValidation()))
  app.use(orRefuse('origin', localhostOriginValidation()))
  app.all('/mcp', serve)
  if (feeds.length > 0) {
    const tell = createFeedDoor({ guard, feeds, traffic })
    app.all('/changes', (context) => tell(context.req.raw))
  }
  app.notFound(() => refuse(guard, 'path'))
  app.onError(() => refuse(guard, 'fault'))
  return app

  /** A check of somebody else's, answered in our words. */
  function orRefuse(name: RefusalName, check: MiddlewareHandler): MiddlewareHandler {
    return async (context, next) => {
      let isPassed = false
      await check(context, () => {
        isPassed = true
        return Promise.resolve()
      })
      return isPassed ? next() : refuse(guard, name)
    }
  }

  async function serve(context: Context<Env>): Promise<Response> {
    const request = context.req.raw
    // A place is taken once the message is whole, so that slow ones keep nobody out.
    const read =
      request.method === 'POST' ? await readMessage(request, limits.bodyBytes) : undefined
    if (read && 'refused' in read) return refuse(guard, read.refused, read.id)
    const place = traffic.enter()
    if (typeof place === 'string') return refuse(guard, place)
    const { leave } = place
    const exchange = { request, drop: () => void context.env.outgoing?.destroy(), ended: leave }
    try {
      return await (read ? post({ ...exchange, message: read.message }) : other(exchange))
    } catch (cause) {
      leave()
      throw cause
    }
  }

  async function post(exchange: Exchange): Promise<Response> {
    const { request, message } = exchange
    // A stream that only waits for news is bounded by itself.
    if (isListen(message)) exchange.ended()
    const header = (name: string): string | undefined => request.headers.get(name) ?? undefined
    const { kind } = classifyInboundRequest({
      httpMethod: 'POST',
      protocolVersionHeader: header('mcp-protocol-version'),
      mcpMethodHeader: header('mcp-method'),
      mcpNameHeader: header('mcp-name'),
      body: message,
    })
    if (kind !== 'legacy') return modern.post(exchange)
    const id = header('mcp-session-id')
    const asked = askedId(message) ?? null
    if (id === undefined && !isInitializeRequest(message)) return refused(exchange, 'start', asked)
    const session = id === undefined ? await sessions.open() : sessions.find(id)
    if (!session) return refused(exchange, id === undefined ? 'sessions' : 'session', asked)
    return session.post(exchange)
  }

  async function other(exchange: Omit<Exchange, 'message'>): Promise<Response> {
    const { method, headers } = exchange.request
    const id = headers.get('mcp-session-id')
    if (id === null || (method !== 'GET' && method !== 'DELETE')) {
      return refused(exchange, 'method')
    }
    if (method === 'GET' && headers.get('accept')?.includes('text/event-stream') !== true) {
      return refused(exchange, 'accept')
    }
    const session = sessions.find(id)
    if (method === 'GET') exchange.ended()
    return session ? session.other(exchange) : refused(exchange, 'session')
  }

  async function refused(
    { ended }: Pick<Exchange, 'ended'>,
    name: RefusalName,
    id: string | number | null = null,
  ): Promise<Response> {
    ended()
    return refuse(guard, name, id)
  }
}
