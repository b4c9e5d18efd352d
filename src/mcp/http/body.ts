import {
  type JSONRPCMessage,
  isJsonContentType,
  parseJSONRPCMessage,
  readRequestBody,
} from '@modelcontextprotocol/server'

import { idsOf } from '../message-ids.ts'
import type { RefusalName } from './refusals.ts'

type Read =
  | { readonly message: JSONRPCMessage }
  | { readonly refused: RefusalName; readonly id?: string | number | null }

/** The one message that a POST carries, or why it carries none. */
export async function readMessage(request: Request, mostBytes: number): Promise<Read> {
  const { headers } = request
  const accept = headers.get('accept') ?? ''
  if (!isJsonContentType(headers.get('content-type'))) return { refused: 'type' }
  if (!accept.includes('application/json') || !accept.includes('text/event-stream')) {
    return { refused: 'accept' }
  }
  const body = await readRequestBody(request, mostBytes).catch(() => undefined)
  if (!body) return { refused: 'gone' }
  if (body.tooLarge) return { refused: 'size' }
  let value: unknown
  try {
    value = JSON.parse(body.text)
  } catch {
    return { refused: 'json' }
  }
  if (Array.isArray(value)) return { refused: 'batch' }
  try {
    return { message: parseJSONRPCMessage(value) }
  } catch {
    return { refused: 'message', id: idsOf(value)[0] ?? null }
  }
}
