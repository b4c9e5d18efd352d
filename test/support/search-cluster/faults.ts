import type { IncomingMessage, ServerResponse } from 'node:http'

/** Answers in place of the cluster. */
export type Fault = (response: ServerResponse, request: IncomingMessage) => void

/** What a cluster says when it fails: a text that must never reach anybody. */
export const upstreamText = 'canary-upstream@leak.example said hunter2'

function status(code: number, headers: Readonly<Record<string, string>> = {}): Fault {
  const body = { error: { type: 'security_exception', reason: upstreamText }, status: code }
  return (response) => response.writeHead(code, { ...json, ...headers }).end(JSON.stringify(body))
}

const json = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' }
const block = Buffer.alloc(65_536, 'x')

/** Sends so many bytes of JSON, as fast as they are taken. */
function long(bytes: number): Fault {
  return (response) => {
    response.writeHead(200, json)
    response.write('{"took":"')
    let sent = 0
    const more = (): void => {
      while (sent < bytes && !response.destroyed) {
        sent += block.length
        if (!response.write(block)) {
          response.once('drain', more)
          return
        }
      }
      response.end()
    }
    response.on('error', () => undefined)
    more()
  }
}

export const faults = {
  '401': status(401),
  '403': status(403),
  '404': status(404),
  '406': status(406),
  '429': status(429, { 'retry-after': '3600' }),
  '503': status(503),
  '500': status(500),
  '50 MB': long(50 * 1024 * 1024),
  endless: long(Number.POSITIVE_INFINITY),
  '50 MB as it says itself': (response) => {
    response.writeHead(200, { ...json, 'content-length': `${50 * 1024 * 1024}` })
    response.write(block)
  },
  drip: (response) => {
    response.writeHead(200, json)
    response.write('{')
    const timer = setInterval(() => response.write(' '), 1_000)
    response.on('close', () => clearInterval(timer))
  },
  silence: () => undefined,
  'reset in the middle': (response) => {
    response.writeHead(200, json)
    response.write('{"took":1,"timed_out":false,', () => response.socket?.resetAndDestroy())
  },
  'HTML of a proxy': (response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<html><body>Sign in. ${upstreamText}</body></html>`),
  'broken JSON': (response) => response.writeHead(200, json).end('{"took":1,'),
  'another JSON': (response) => response.writeHead(200, json).end('{"hello":"world"}'),
  redirection: (response) =>
    response.writeHead(302, { location: `http://127.0.0.1:1/${upstreamText}` }).end(),
} as const satisfies Record<string, Fault>
