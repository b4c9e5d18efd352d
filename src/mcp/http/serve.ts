import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import { getRequestListener } from '@hono/node-server'

import { HandoffError } from '../../domain/error.ts'
import type { Guard } from '../../guard/index.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Door } from '../door.ts'
import { createApp } from './app.ts'
import { limits } from './limits.ts'
import { createModernDoor } from './modern.ts'
import { refuse } from './refusals.ts'
import { createSessionBook } from './session-book.ts'
import { createTraffic } from './traffic.ts'

export interface HttpOptions {
  readonly host: string
  /** 0 takes any that is free. */
  readonly port: number
  readonly clock: Clock
  /** How long headers and whole requests may take to arrive; the limits of the door when left out. */
  readonly arrival?: { readonly headersMs: number; readonly requestMs: number }
}

export interface HttpDoor {
  readonly url: string
  /** What is open now. */
  counts(): { readonly sessions: number; readonly requests: number; readonly connections: number }
  /** Lets nobody in, lets the calls under way end and be answered, then ends streams and connections. */
  close(): Promise<void>
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1'])

/** Serves both protocol eras at `/mcp`. Throws INVALID_INPUT for a host that others can reach, CONFLICT for a port in use. */
export async function openHttp(
  door: Door,
  { host, port, clock, arrival = limits }: HttpOptions,
): Promise<HttpDoor> {
  assertLoopback(host)
  const { guard, feeds = [] } = door
  const modern = createModernDoor(door)
  const sessions = createSessionBook(door, () => clock.nowMs())
  const traffic = createTraffic()
  const app = createApp({ guard, modern, sessions, traffic, feeds })
  const listener = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    errorHandler: () => refuse(guard, 'broken'),
  })
  const server = createServer(
    {
      headersTimeout: arrival.headersMs,
      requestTimeout: arrival.requestMs,
      connectionsCheckingInterval: arrival.headersMs / 2,
      maxHeaderSize: limits.headerBytes,
    },
    (incoming, outgoing) => void listener(incoming, outgoing),
  )
  server.maxConnections = limits.connections
  server.maxHeadersCount = limits.headers
  server.setTimeout(limits.stillMs)
  server.on('clientError', (error, socket) => void refuseBroken(guard, error, socket as Socket))
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const address = await new Promise<AddressInfo>((resolve, reject) => {
    server.once('error', (cause) => reject(unusable(cause)))
    server.listen({ host, port, exclusive: true }, () => resolve(server.address() as AddressInfo))
  })

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}/mcp`,
    counts: () => ({
      sessions: sessions.size,
      requests: traffic.underWay,
      connections: open.size,
    }),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      await Promise.all([traffic.end(limits.endMs), guard.idle()])
      await Promise.all([modern.close(), sessions.close()])
      const farewell = setTimeout(() => server.closeAllConnections(), limits.farewellMs)
      const answered = setInterval(() => server.closeIdleConnections(), 20)
      await closed
      clearTimeout(farewell)
      clearInterval(answered)
    },
  }
}

/** Whoever reached the address would act as the configured requester, so only this machine may. */
function assertLoopback(host: string): void {
  if (loopback.has(host)) return
  throw new HandoffError('INVALID_INPUT', 'Baton serves HTTP to this machine alone.', {
    rule: 'http-loopback-only',
    hint: 'There is no sign-in over HTTP: whoever reached another address would act as the configured requester. Leave --host out, or give 127.0.0.1, ::1 or localhost.',
  })
}

function unusable(cause: Error): HandoffError {
  const isTaken = (cause as { code?: unknown }).code === 'EADDRINUSE'
  return new HandoffError(
    isTaken ? 'CONFLICT' : 'UPSTREAM',
    isTaken ? 'The port is in use.' : 'The port cannot be opened.',
    { hint: 'Give another with --port; 0 takes any that is free.', cause },
  )
}

const brokenStatus: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

/** What is no HTTP, comes too slowly or has too long headers never becomes a request. */
async function refuseBroken(guard: Guard, error: Error, socket: Socket): Promise<void> {
  const code = String((error as { code?: unknown }).code)
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  await refuse(guard, 'broken')
  const status = brokenStatus[code] ?? '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  socket.destroySoon()
}
