import { randomBytes } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'

import * as z from 'zod'

import type { Random } from '../random.ts'
import type { Scenario } from '../scenario/schema.ts'
import { answer } from './answer.ts'
import { count, newCounters } from './counters.ts'
import { type LiveFlags, watchFlags } from './flags.ts'
import { logLine } from './log-line.ts'
import { endpointNames, endpoints, type ServiceRequest } from './request.ts'

const Body = z.object({
  user: z.string().default('anonymous'),
  name: z.string().default('unknown'),
  keyId: z.string().default('none'),
  card: z.string().optional(),
  phone: z.string().optional(),
})

const mostBytes = 16_384

export interface SmallService {
  readonly url: string
  readonly flags: LiveFlags
  close(): Promise<void>
}

export interface SmallServiceOptions {
  readonly scenario: Scenario
  readonly flagFile: string
  readonly logs: string
  readonly random: Random
  readonly nowMs: () => number
}

/** Starts the small service on a free port of 127.0.0.1; `GET /internal/counters` and `/internal/health` are its own. */
export async function startService(options: SmallServiceOptions): Promise<SmallService> {
  const { scenario, logs } = options
  const flags = await watchFlags(options.flagFile)
  const counters = newCounters()
  const server = createServer((incoming, outgoing) => {
    const send = (status: number, body: object): void => {
      outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    handle(incoming).then(
      ({ status, body }) => send(status, body),
      () => send(400, { error: 'bad request' }),
    )
  })

  async function handle(incoming: IncomingMessage): Promise<{ status: number; body: object }> {
    const { pathname } = new URL(incoming.url ?? '/', 'http://127.0.0.1')
    if (pathname === '/internal/counters') return { status: 200, body: counters }
    if (pathname === '/internal/health') return { status: 200, body: { ok: true } }
    const endpoint = endpointNames.find(
      (name) => endpoints[name].path === pathname && endpoints[name].method === incoming.method,
    )
    if (!endpoint) return { status: 404, body: { error: 'not found' } }
    return serve(await readRequest(incoming, endpoint))
  }

  async function serve(request: ServiceRequest): Promise<{ status: number; body: object }> {
    const ids = {
      correlationId: `req-${randomBytes(6).toString('hex')}`,
      traceId: randomBytes(16).toString('hex'),
    }
    const { fault, traffic } = scenario
    const flagOn = await flags.isOn(fault.flag, request.email)
    const { correlationId } = ids
    const { random } = options
    const reply = answer(request, { fault, flagOn, traffic, correlationId, random })
    count(counters, request.endpoint, reply.status)
    const file = join(logs, `${endpoints[request.endpoint].service}.ndjson`)
    appendFileSync(file, logLine(options.nowMs(), scenario, request, reply, ids))
    return { status: reply.status, body: reply.body }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    flags,
    async close() {
      flags.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function readRequest(
  incoming: IncomingMessage,
  endpoint: ServiceRequest['endpoint'],
): Promise<ServiceRequest> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of incoming) {
    bytes += (part as Buffer).length
    if (bytes > mostBytes) throw new Error('The body is too big.')
    parts.push(part as Buffer)
  }
  const text = Buffer.concat(parts).toString('utf8')
  const body = Body.parse(text === '' ? {} : JSON.parse(text))
  const header = (name: string): string | undefined => {
    const value = incoming.headers[name]
    return Array.isArray(value) ? value[0] : value
  }
  return {
    endpoint,
    email: header('x-user') ?? body.user,
    name: body.name,
    ip: header('x-forwarded-for') ?? '127.0.0.1',
    keyId: header('x-key-id') ?? body.keyId,
    card: body.card,
    phone: body.phone,
    session: header('authorization')?.replace(/^Bearer /, ''),
  }
}
