import type { RequestId } from '@modelcontextprotocol/server'

import type { Guard } from '../../guard/index.ts'
import { recordRefusal } from '../refusal.ts'

interface Refusal {
  readonly status: number
  readonly code: number
  readonly words: string
  readonly headers?: Readonly<Record<string, string>>
}

const refusals = {
  host: { status: 403, code: -32000, words: 'The Host header does not name this machine.' },
  origin: { status: 403, code: -32000, words: 'Pages of other origins may not call.' },
  path: { status: 404, code: -32000, words: 'There is nothing here; the address ends in /mcp.' },
  method: {
    status: 405,
    code: -32000,
    words: 'This method is not served; GET and DELETE need the Mcp-Session-Id of a session.',
    headers: { allow: 'POST' },
  },
  accept: {
    status: 406,
    code: -32000,
    words: 'Accept must list application/json and text/event-stream.',
  },
  size: { status: 413, code: -32000, words: 'The body is larger than 4 MiB.' },
  type: { status: 415, code: -32000, words: 'The body must be application/json.' },
  gone: { status: 400, code: -32000, words: 'The client went away before its message was whole.' },
  broken: { status: 400, code: -32000, words: 'The request could not be read as HTTP.' },
  json: { status: 400, code: -32700, words: 'The body is not JSON.' },
  batch: { status: 400, code: -32600, words: 'Send one message; batches are not served.' },
  message: { status: 400, code: -32600, words: 'The body is not a message of MCP.' },
  start: { status: 400, code: -32000, words: 'Send initialize first, then its Mcp-Session-Id.' },
  session: { status: 404, code: -32001, words: 'That session is over; initialize a new one.' },
  sessions: { status: 503, code: -32000, words: 'Too many sessions are open; try again later.' },
  busy: { status: 503, code: -32000, words: 'Too many requests are under way; try again.' },
  ending: { status: 503, code: -32000, words: 'The server is ending.' },
  fault: { status: 500, code: -32603, words: 'INTERNAL: Baton failed at this request.' },
} as const satisfies Record<string, Refusal>

export type RefusalName = keyof typeof refusals

/** Refuses a request in our words, after that is on the record (G6). */
export async function refuse(
  guard: Guard,
  name: RefusalName,
  id: RequestId | null = null,
): Promise<Response> {
  const refusal: Refusal = refusals[name]
  const { status, code, words, headers = {} } = refusal
  await recordRefusal(guard, { name: `http/${name}`, words })
  const body = { jsonrpc: '2.0', id, error: { code, message: words } }
  return Response.json(body, { status, headers })
}
