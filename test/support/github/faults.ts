import type { Fault } from './github.ts'
import { nowMs } from './source.ts'

/** What GitHub says when it fails: a text that must never reach anybody. */
export const upstreamText = 'canary-upstream@leak.example said hunter2'

const json = { 'content-type': 'application/json; charset=utf-8' }
const block = Buffer.alloc(65_536, 'x')

function status(code: number, headers: Readonly<Record<string, string>> = {}, text = ''): Fault {
  const body = { message: `${text} ${upstreamText}`, documentation_url: 'https://docs.github.com' }
  return (response) => response.writeHead(code, { ...json, ...headers }).end(JSON.stringify(body))
}

const resetAt = (ms: number): string => String(Math.floor((nowMs + ms) / 1_000))

export const faults = {
  '401': status(401),
  '403': status(403),
  '403 as all requests of the hour are used up': status(403, {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': resetAt(1_500_000),
  }),
  '403 of the secondary limit': status(
    403,
    { 'retry-after': '120' },
    'You have exceeded a secondary rate limit.',
  ),
  '404': status(404),
  '409': status(409),
  '422': status(422),
  '429': status(429, { 'retry-after': '90' }),
  '500': status(500),
  '502 as HTML': (response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end(`<html>${upstreamText}</html>`),
  'HTML in place of JSON': (response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<html><body>Sign in. ${upstreamText}</body></html>`),
  'broken JSON': (response) => response.writeHead(200, json).end('{"data":{"repository":'),
  'another JSON': (response) => response.writeHead(200, json).end('{"hello":"world"}'),
  redirection: (response) =>
    response
      .writeHead(301, { ...json, location: `http://127.0.0.1:1/${upstreamText}` })
      .end(`{"message":"Moved Permanently"}`),
  'half a page, then a reset': (response) => {
    response.writeHead(200, json)
    response.write('{"data":{"repository":{"deployments":', () =>
      response.socket?.resetAndDestroy(),
    )
  },
  'an endless body': (response) => {
    response.writeHead(200, json)
    const more = (): void => {
      while (!response.destroyed && response.write(block));
      response.once('drain', more)
    }
    response.on('error', () => undefined)
    more()
  },
  silence: () => undefined,
} as const satisfies Record<string, Fault>
