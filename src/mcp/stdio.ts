import { type JSONRPCMessage, parseJSONRPCMessage } from '@modelcontextprotocol/server'
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio'

import type { Door } from './door.ts'
import { createLineSieve } from './line-sieve.ts'
import { idsOf } from './message-ids.ts'
import { recordRefusal } from './refusal.ts'
import { type ServeOptions, serveConnection } from './serve.ts'

const mostMessageBytes = 64 * 1024 * 1024

/** Serves on standard input and output until the client goes away; resolves then. */
export function serveOverStdio(door: Door, options: ServeOptions): Promise<void> {
  const sieve = createLineSieve({
    mostBytes: mostMessageBytes,
    isWanted: isMessage,
    onOther: (value) => void refuse(value),
  })
  const transport = new StdioServerTransport(sieve, process.stdout, {
    maxBufferSize: 2 * mostMessageBytes,
  })

  /** A line that is no message reaches no handler; that it came is on the record, and whoever can be answered is. */
  async function refuse(value: unknown): Promise<void> {
    options.onFault('a line was not a message')
    await recordRefusal(door.guard, { name: 'unreadable', words: 'A line was not a message.' })
    for (const id of idsOf(value)) {
      const error = { code: -32600, message: 'INVALID_INPUT: This is not a message of MCP.' }
      await transport.send({ jsonrpc: '2.0', id, error }).catch(() => undefined)
    }
  }

  return new Promise((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve)
    process.stdin.once('error', () => sieve.end()).once('close', () => sieve.end())
    serveConnection(transport, door, options)
    process.stdin.pipe(sieve)
  })
}

function isMessage(value: unknown): value is JSONRPCMessage {
  try {
    parseJSONRPCMessage(value)
    return true
  } catch {
    return false
  }
}
