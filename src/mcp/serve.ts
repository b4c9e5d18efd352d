import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server'
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'

import { type DoorOptions, createServer } from './server.ts'
import { tapTransport } from './tap.ts'

const mostMessageBytes = 64 * 1024 * 1024

export interface ServeOptions extends DoorOptions {
  /** The second redaction, applied to every outgoing message. */
  readonly egress: (message: JSONRPCMessage) => JSONRPCMessage
  /** Told in our own words what went wrong below the protocol; never given message text. */
  readonly onFault: (words: string) => void
  /** Called after each message that went out. */
  readonly onSent?: () => void
}

/** Serves both protocol eras on one connection; the returned function ends it. */
export function serveConnection(transport: Transport, options: ServeOptions): () => Promise<void> {
  const tap = tapTransport(transport, options)
  const handle = serveStdio(() => createServer(options, tap), {
    transport,
    onerror: () => {
      options.onFault('a message could not be read or sent')
      void recordUnreadable(options)
    },
  })
  return () => handle.close()
}

/** Serves on standard input and output until the client goes away; resolves then. */
export function serveOverStdio(options: ServeOptions): Promise<void> {
  const transport = new StdioServerTransport(process.stdin, process.stdout, {
    maxBufferSize: mostMessageBytes,
  })
  return new Promise((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve)
    serveConnection(transport, options)
  })
}

/** A message that is no JSON-RPC at all reaches no handler; that it came is on the record, what it held is not. */
async function recordUnreadable({ guard }: ServeOptions): Promise<void> {
  const signal = AbortSignal.timeout(5_000)
  const call = {
    what: 'protocol',
    name: 'unreadable',
    client: 'unnamed',
    arguments: {},
    signal,
  } as const
  await guard.walk(call).catch(() => undefined)
}
