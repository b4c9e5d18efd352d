import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type RequestId,
  type ServerContext,
} from '@modelcontextprotocol/server'

import type { Call, Outcome, Room } from '../guard/call.ts'
import type { Guard } from '../guard/index.ts'

export type Asked = Pick<Call, 'what' | 'name' | 'arguments'> & { readonly room: Room | undefined }
/** Leads one request through the hall. */
export type Walk = (asked: Asked, context: ServerContext) => Promise<Outcome>

/** `walked` is told of each request that the hall takes over. */
export function walkThrough(guard: Guard, door: McpServer, walked: (id: RequestId) => void): Walk {
  return ({ room, ...rest }, context) => {
    walked(context.mcpReq.id)
    const progress = progressOf(context)
    return guard.walk({
      ...rest,
      client: clientOf(door, context),
      signal: context.mcpReq.signal,
      ...(room && { room }),
      ...(progress && { progress }),
    })
  }
}

/** A refusal of what has no result to stand in becomes a protocol error with our words; `data` goes beside NOT_FOUND. */
export function orThrow<T extends Pick<Outcome, 'code' | 'text'>>(outcome: T, data?: object): T {
  if (outcome.code === null) return outcome
  const { code, text } = outcome
  throw new ProtocolError(errorCodeOf(outcome), text, code === 'NOT_FOUND' ? data : undefined)
}

export function errorCodeOf({ code }: Pick<Outcome, 'code'>): number {
  const isAsked = code === 'INVALID_INPUT' || code === 'NOT_FOUND'
  return isAsked ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError
}

/** Present only when the client sent a progress token. */
function progressOf(context: ServerContext): Call['progress'] {
  const progressToken = context.mcpReq._meta?.progressToken
  if (progressToken === undefined) return undefined
  return (progress, total, message) => {
    const params = { progressToken, progress, total, message }
    void context.mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined)
  }
}

const clientName = /^[\w .@/()-]{1,80}$/

function clientOf(door: McpServer, { mcpReq }: ServerContext): string {
  return clientNamed(mcpReq.envelope, door.server.getClientVersion())
}

/** What the client calls itself in a request's envelope or at the handshake; untrusted, for the record only. */
export function clientNamed(envelope: unknown, shaken?: { readonly name?: unknown }): string {
  const claims = envelope as Record<string, { name?: unknown } | undefined> | undefined
  const claimed = claims?.['io.modelcontextprotocol/clientInfo']?.name ?? shaken?.name
  return typeof claimed === 'string' && clientName.test(claimed) ? claimed : 'unnamed'
}
