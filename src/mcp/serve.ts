import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'

import { type Door, admit, isListen } from './door.ts'
import { createTap } from './tap.ts'
import { createTelling } from './telling.ts'

const mostListeners = 16

export interface ServeOptions {
  /** Told in our own words what went wrong below the protocol; never given message text. */
  readonly onFault: (words: string) => void
  /** Called after each message that went out. */
  readonly onSent?: () => void
}

/** Serves both protocol eras on one connection; the returned function ends it. */
export function serveConnection(
  transport: Transport,
  door: Door,
  { onFault, onSent }: ServeOptions,
): () => Promise<void> {
  const tap = createTap(door)
  const telling = createTelling(door.watch)
  onReceive(transport, (message, deliver) => {
    tap.heard(message)
    if (!isListen(message)) return deliver()
    return admit(door, message).then(async (refusal) => {
      if (refusal) {
        tap.walked(message.id)
        return transport.send(refusal)
      }
      telling.begin()
      return deliver()
    })
  })
  const send = transport.send.bind(transport)
  transport.send = async (message, sending) => {
    await send(await tap.leaving(message), sending)
    onSent?.()
  }
  const handle = serveStdio(({ era }) => door.open({ era, walked: tap.walked, telling }), {
    transport,
    maxSubscriptions: mostListeners,
    onerror: () => onFault('a message could not be read or sent'),
  })
  const { onclose } = transport
  transport.onclose = () => {
    telling.end()
    onclose?.()
  }
  return () => handle.close()
}

type Receive = (message: JSONRPCMessage, deliver: () => void) => void | Promise<void>

/** Stands between a transport and whoever sets its `onmessage`; while one message waits those after it keep their place. */
function onReceive(transport: Transport, receive: Receive): void {
  let handler: Transport['onmessage']
  let waiting: Promise<void> | undefined

  const onmessage: NonNullable<Transport['onmessage']> = (message, extra) => {
    const pass = (): void | Promise<void> => receive(message, () => handler?.(message, extra))
    const passing = waiting ? waiting.then(pass) : pass()
    if (!passing) return
    const settled = passing
      .catch(() => undefined)
      .finally(() => {
        if (waiting === settled) waiting = undefined
      })
    waiting = settled
  }

  Object.defineProperty(transport, 'onmessage', {
    configurable: true,
    get: () => handler && onmessage,
    set: (next: Transport['onmessage']) => {
      handler = next
    },
  })
}
