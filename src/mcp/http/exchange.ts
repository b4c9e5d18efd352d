import type { JSONRPCMessage } from '@modelcontextprotocol/server'

/** One HTTP request that carries a message, and how its connection is cut. */
export interface Exchange {
  readonly request: Request
  readonly message: JSONRPCMessage
  readonly drop: () => void
  /** Called when nothing more will be sent. */
  readonly ended: () => void
}

/** The id that the message asks to be answered under. */
export function askedId(message: JSONRPCMessage): string | number | undefined {
  return 'method' in message && 'id' in message ? message.id : undefined
}
