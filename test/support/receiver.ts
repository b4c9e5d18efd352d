import { createHmac, timingSafeEqual } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { listenHere } from './loopback.ts'

/** What a receiver got, and whether its signature holds by the rules of Standard Webhooks. */
export interface Received {
  readonly id: string
  readonly atMs: number
  readonly genuine: boolean
  readonly raw: string
  readonly body: Record<string, unknown>
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void

export interface Receiver {
  readonly url: string
  readonly received: Received[]
  /** How requests are answered from now on. */
  readonly answer: (with_: Answer) => void
  /** Resolves with the next request, before it is answered. */
  next(): Promise<Received>
  readonly close: () => Promise<void>
}

/** A receiver of webhooks on a free port of this machine, which shares nothing with the sender but the secret. */
export async function openReceiver(secret: string): Promise<Receiver> {
  const received: Received[] = []
  const waiting: ((one: Received) => void)[] = []
  let answer: Answer = (response) => response.writeHead(204).end()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = judged(request, Buffer.concat(chunks).toString('utf8'), secret)
      received.push(one)
      for (const told of waiting.splice(0)) told(one)
      answer(response, request)
    })
  })
  const { url, close } = await listenHere(server)
  return {
    url: `${url}/baton`,
    received,
    answer: (with_) => void (answer = with_),
    next: () => new Promise((done) => waiting.push(done)),
    close,
  }
}

function judged(request: IncomingMessage, raw: string, secret: string): Received {
  const header = (name: string): string => String(request.headers[name] ?? '')
  const id = header('webhook-id')
  const timestamp = header('webhook-timestamp')
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${raw}`).digest()
  const genuine =
    request.method === 'POST' &&
    /^\d{10}$/.test(timestamp) &&
    /^[\w-]+$/.test(id) &&
    header('webhook-signature')
      .split(' ')
      .some((each) => {
        const [version, signature = ''] = each.split(',')
        const given = Buffer.from(signature, 'base64')
        return version === 'v1' && given.length === 32 && timingSafeEqual(given, wanted)
      })
  const body = JSON.parse(raw) as Record<string, unknown>
  return { id, atMs: Number(timestamp) * 1_000, genuine, raw, body }
}
