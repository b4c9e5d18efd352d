import type { Fault } from './server.ts'

/** What it says when it fails: a text that must never reach anybody. */
export const upstreamText = 'canary-upstream@leak.example said hunter2'

const json = { 'content-type': 'application/json; charset=utf-8' }
const page = { 'content-type': 'text/html; charset=utf-8' }
const html = `<html><title>Azure DevOps Services | Sign In</title>${upstreamText}</html>`
const block = Buffer.alloc(65_536, 'x')

function status(code: number, headers: Readonly<Record<string, string>> = {}): Fault {
  const body = { $id: '1', message: upstreamText, typeName: 'VssException', errorCode: 0 }
  return (response) => response.writeHead(code, { ...json, ...headers }).end(JSON.stringify(body))
}

function saying(text: string): Fault {
  return (response) => response.writeHead(200, json).end(text)
}

export const faults = {
  '401': status(401),
  '203 with a sign-in page': (response) => response.writeHead(203, page).end(html),
  '302 to a sign-in': (response) =>
    response
      .writeHead(302, {
        location: `https://spsprodeus21.vssps.visualstudio.com/_signin?x=${upstreamText}`,
      })
      .end(html),
  '302 to elsewhere': (response) =>
    response
      .writeHead(302, { location: `http://127.0.0.1:1/${encodeURIComponent(upstreamText)}` })
      .end(),
  'a null body': saying('null'),
  'no body': saying(''),
  '204': (response) => response.writeHead(204).end(),
  '403': status(403),
  '403 with a page': (response) => response.writeHead(403, page).end(html),
  '404': status(404),
  '409': status(409),
  '400': status(400),
  '429 with Retry-After': status(429, { 'retry-after': '300' }),
  '429 with its limits': status(429, {
    'x-ratelimit-resource': 'core',
    'x-ratelimit-limit': '200',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Date.UTC(2026, 10, 23, 8, 5) / 1_000),
  }),
  '500': status(500),
  '503 with a page': (response) => response.writeHead(503, page).end(html),
  'a page of a proxy': (response) => response.writeHead(200, page).end(html),
  'broken JSON': saying(`{"count":1,"value":[{"id":1,"${upstreamText}`),
  'another JSON': saying(JSON.stringify({ hello: upstreamText })),
  'a reset in the middle': (response) => {
    response.writeHead(200, json)
    response.write('{"count":1,"value":[', () => response.socket?.resetAndDestroy())
  },
  'an endless body': (response) => {
    response.writeHead(200, json)
    response.on('error', () => undefined)
    const more = (): void => {
      while (!response.destroyed) {
        if (response.write(block)) continue
        response.once('drain', more)
        return
      }
    }
    more()
  },
  silence: () => undefined,
  'a drip': (response) => {
    response.writeHead(200, json)
    const timer = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(timer))
  },
} as const satisfies Record<string, Fault>
