import type { JSONRPCMessage, RequestId, Transport } from '@modelcontextprotocol/server'

import type { Guard } from '../guard/index.ts'

/** Sees every message of a connection; what the SDK answers without entering the hall still comes on the record. */
export interface Tap {
  /** The hall has this request: its ending is recorded there. */
  walked(id: RequestId): void
}

interface TapOptions {
  readonly guard: Guard
  readonly egress: (message: JSONRPCMessage) => JSONRPCMessage
  readonly onSent?: (() => void) | undefined
}

interface Waiting {
  readonly id: RequestId
  readonly method: string
  readonly params: unknown
}

/** Methods that carry no ask of an agent: the handshake and the lists, which never change. */
const silent = new Set([
  'initialize',
  'ping',
  'server/discover',
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
  'logging/setLevel',
])

/**
 * Wraps a transport in place, before it is served: requests refused by the SDK are recorded through the hall, and
 * everything that goes out passes `egress`. When egress fails the message is withheld and the client is told so.
 */
export function tapTransport(transport: Transport, options: TapOptions): Tap {
  const { guard, egress, onSent } = options
  const waiting: Waiting[] = []
  let deliver: Transport['onmessage']

  Object.defineProperty(transport, 'onmessage', {
    configurable: true,
    get: () => deliver && receive,
    set: (handler: Transport['onmessage']) => {
      deliver = handler
    },
  })

  const receive: NonNullable<Transport['onmessage']> = (message, extra) => {
    if ('method' in message && 'id' in message && !silent.has(message.method)) {
      waiting.push({ id: message.id, method: message.method, params: message.params })
    }
    deliver?.(message, extra)
  }

  const send = transport.send.bind(transport)
  transport.send = async (message, sending) => {
    await recordRefusal(message)
    await send(guarded(message, egress), sending)
    onSent?.()
  }

  async function recordRefusal(message: JSONRPCMessage): Promise<void> {
    if (!('id' in message) || message.id === undefined || 'method' in message) return
    const asked = take(message.id)
    if (!asked || !('error' in message)) return
    const recorded = guard.walk({
      what: 'protocol',
      name: asked.method,
      client: 'unknown',
      arguments: asked.params,
      signal: AbortSignal.timeout(5_000),
    })
    await recorded.catch(() => undefined)
  }

  /** The oldest ask of that id: a client that uses an id twice hides neither. */
  function take(id: RequestId): Waiting | undefined {
    const place = waiting.findIndex((asked) => asked.id === id)
    return place < 0 ? undefined : waiting.splice(place, 1)[0]
  }

  return { walked: (id) => void take(id) }
}

function guarded(
  message: JSONRPCMessage,
  egress: (message: JSONRPCMessage) => JSONRPCMessage,
): JSONRPCMessage {
  try {
    return egress(message)
  } catch {
    if (!('id' in message) || message.id === undefined || 'method' in message) {
      return {
        jsonrpc: '2.0',
        method: 'notifications/message',
        params: { level: 'error', data: 'withheld' },
      }
    }
    const error = {
      code: -32603,
      message: 'INTERNAL: the answer was withheld because it could not be redacted.',
    }
    return { jsonrpc: '2.0', id: message.id, error }
  }
}
