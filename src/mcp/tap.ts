import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/server'

import type { Guard } from '../guard/index.ts'
import { recordRefusal } from './refusal.ts'

export type Egress = (message: JSONRPCMessage) => JSONRPCMessage

/** Sees what comes and goes between a client and a server; what the SDK answers outside the hall still comes on the record. */
export interface Tap {
  /** A message that came in. */
  readonly heard: (message: JSONRPCMessage) => void
  /** The hall has this request: its ending is recorded there. */
  readonly walked: (id: RequestId) => void
  /**
   * The message as it may leave, after a refusal that it carries is on the record. An error that names no id answers
   * `asked`. When egress fails the message is withheld and the client is told so.
   */
  readonly leaving: (message: JSONRPCMessage, asked?: RequestId) => Promise<JSONRPCMessage>
}

interface Waiting {
  readonly id: RequestId
  readonly method: string
  readonly params: unknown
}

/** Notifications that ask for nothing. */
const quiet: ReadonlySet<string> = new Set([
  'notifications/initialized',
  'notifications/cancelled',
  'notifications/progress',
  'notifications/roots/list_changed',
])

/** Requests that a client may leave unanswered, after which the oldest is forgotten. */
const mostWaiting = 1_000

export function createTap({ guard, egress }: { guard: Guard; egress: Egress }): Tap {
  const waiting: Waiting[] = []

  /** The oldest ask of that id: a client that uses an id twice hides neither. */
  function take(id: RequestId | undefined): Waiting | undefined {
    const place = waiting.findIndex((asked) => asked.id === id)
    return place < 0 ? undefined : waiting.splice(place, 1)[0]
  }

  return {
    heard(message) {
      if (!('method' in message)) return
      const { method, params } = message
      if ('id' in message) {
        if (waiting.length >= mostWaiting) waiting.shift()
        waiting.push({ id: message.id, method, params })
      } else if (!quiet.has(method)) {
        void recordRefusal(guard, { name: method, words: 'A message without id is not answered.' })
      }
    },
    walked: (id) => void take(id),
    async leaving(message, asked) {
      if (!('method' in message)) {
        const refused = take(message.id ?? asked)
        if (refused && 'error' in message) {
          const { method: name, params } = refused
          await recordRefusal(guard, { name, params, words: 'The protocol does not allow this.' })
        }
      }
      return guarded(message, egress)
    },
  }
}

function guarded(message: JSONRPCMessage, egress: Egress): JSONRPCMessage {
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
