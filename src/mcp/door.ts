import type {
  JSONRPCErrorResponse,
  JSONRPCMessage,
  JSONRPCRequest,
  McpServer,
} from '@modelcontextprotocol/server'

import type { Room } from '../guard/call.ts'
import type { Guard } from '../guard/index.ts'
import type { Feed } from './http/feed.ts'
import { subscriptionRoom } from './rooms/subscription.ts'
import { type DoorOptions, type Link, createServer, ownWords } from './server.ts'
import type { Egress } from './tap.ts'
import { clientNamed, errorCodeOf } from './walk.ts'
import type { Watch } from './watch.ts'

/** What a transport serves; the same for every transport and both protocol eras. */
export interface Door {
  readonly guard: Guard
  /** The second redaction, applied to every outgoing message. */
  readonly egress: Egress
  readonly watch: Watch
  /** Who may tell changes over HTTP. */
  readonly feeds?: readonly Feed[]
  readonly open: (link: Link) => McpServer
  /** The room that `subscriptions/listen` walks through. */
  readonly listening: () => Room
}

/** The second redaction; members of a result that are one of `own`, serialised, may pass. */
type Redact = (message: JSONRPCMessage, own: ReadonlySet<string>) => JSONRPCMessage

export function createDoor(
  options: DoorOptions & { readonly egress: Redact; readonly feeds?: readonly Feed[] },
): Door {
  const { guard, catalogue, feeds = [] } = options
  let own: ReadonlySet<string> | undefined
  return {
    guard,
    egress: (message) => options.egress(message, (own ??= ownWords(options))),
    watch: catalogue.watch,
    feeds,
    open: (link) => createServer(options, link),
    listening: () => subscriptionRoom(() => undefined),
  }
}

export function isListen(message: object): message is JSONRPCRequest {
  return 'id' in message && 'method' in message && message.method === 'subscriptions/listen'
}

/** `subscriptions/listen` never reaches a server: it walks here; the refusal is what the client is answered. */
export async function admit(
  { guard, listening }: Door,
  { id, method, params }: JSONRPCRequest,
): Promise<JSONRPCErrorResponse | undefined> {
  const outcome = await guard.walk({
    what: 'subscription',
    name: method,
    client: clientNamed(params?._meta),
    arguments: params?.['notifications'],
    signal: AbortSignal.timeout(10_000),
    room: listening(),
  })
  if (outcome.code === null) return undefined
  return { jsonrpc: '2.0', id, error: { code: errorCodeOf(outcome), message: outcome.text } }
}
