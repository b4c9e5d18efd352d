import type { JSONRPCMessage } from '@modelcontextprotocol/server'

import { limits } from './limits.ts'

export interface Outgoing {
  /** The message as it may leave. */
  readonly leaving: (message: JSONRPCMessage) => Promise<JSONRPCMessage>
  /** Cuts the connection of a client that does not read. */
  readonly drop: () => void
  /** Called once, when nothing more will be sent. */
  readonly ended: () => void
}

/** A response whose every message has passed `leaving`: a JSON body, or the events of a stream, each whole. */
export async function guardResponse(response: Response, outgoing: Outgoing): Promise<Response> {
  const { body, status, headers } = response
  const type = headers.get('content-type') ?? ''
  if (body !== null && type.startsWith('text/event-stream')) {
    return new Response(guardEvents(body, outgoing), { status, headers })
  }
  try {
    if (body === null) return response
    if (!type.startsWith('application/json')) {
      await body.cancel()
      return new Response(null, { status })
    }
    const message = (await response.json()) as JSONRPCMessage
    return new Response(JSON.stringify(await outgoing.leaving(message)), { status, headers })
  } finally {
    outgoing.ended()
  }
}

/**
 * Reads as fast as the server writes and keeps at most 1 MiB that the client has not read: beyond it the client is
 * dropped, so that one that never reads costs neither memory nor anybody else's time.
 */
function guardEvents(source: ReadableStream<Uint8Array>, outgoing: Outgoing) {
  const reader = source.getReader()
  const encoder = new TextEncoder()
  const over = once(outgoing.ended)

  async function pump(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder()
    let rest = ''
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      rest += decoder.decode(read.value, { stream: true })
      const events = rest.split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const passed = await guardEvent(event, outgoing)
        if ((controller.desiredSize ?? 0) <= 0) return outgoing.drop()
        controller.enqueue(encoder.encode(`${passed}\n\n`))
      }
    }
    over()
    controller.close()
  }

  const strategy = new ByteLengthQueuingStrategy({ highWaterMark: limits.unreadBytes })
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        void pump(controller)
          .catch(() => outgoing.drop())
          .finally(over)
      },
      cancel(reason) {
        over()
        return reader.cancel(reason)
      },
    },
    strategy,
  )
}

/** One event as the SDK writes it. What bears no message is a sign of life and says nothing. */
async function guardEvent(event: string, { leaving }: Outgoing): Promise<string> {
  const lines = event.split('\n')
  const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5))
  if (data.length === 0) return ': keepalive'
  const message = JSON.parse(data.join('\n')) as JSONRPCMessage
  return `event: message\ndata: ${JSON.stringify(await leaving(message))}`
}

function once(action: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    action()
  }
}
