import { createMcpHandler } from '@modelcontextprotocol/server'

import { type Door, admit, isListen } from '../door.ts'
import { type Tap, createTap } from '../tap.ts'
import { type Exchange, askedId } from './exchange.ts'
import { limits } from './limits.ts'
import { guardResponse } from './outgoing.ts'

export interface ModernDoor {
  post(exchange: Exchange): Promise<Response>
  close(): Promise<void>
}

/** The protocol without sessions: a server for each request; streams of `subscriptions/listen` are told by the watch. */
export function createModernDoor(door: Door): ModernDoor {
  const taps = new WeakMap<Request, Tap>()
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const tap = requestInfo && taps.get(requestInfo)
      return door.open({ era: 'modern', walked: (id) => tap?.walked(id) })
    },
    {
      legacy: 'reject',
      maxSubscriptions: limits.listeners,
      keepAliveMs: limits.keepAliveMs,
      maxRequestBodySize: limits.bodyBytes,
      bus: { publish: () => undefined, subscribe: door.watch },
    },
  )

  return {
    async post({ request, message, drop, ended }) {
      const tap = createTap(door)
      tap.heard(message)
      const refusal = isListen(message) ? await admit(door, message) : undefined
      if (isListen(message) && refusal) tap.walked(message.id)
      taps.set(request, tap)
      const response = refusal
        ? Response.json(refusal)
        : await handler.fetch(request, { parsedBody: message })
      const leaving: Tap['leaving'] = (said) => tap.leaving(said, askedId(message))
      return guardResponse(response, { leaving, drop, ended })
    },
    close: () => handler.close(),
  }
}
