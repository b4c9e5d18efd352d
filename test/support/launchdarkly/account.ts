import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { contractJudge } from './contract.ts'
import type { Listed } from './entries.ts'
import { listenHere } from '../loopback.ts'

/** Answers in place of the account. */
export type Fault = (response: ServerResponse, request: IncomingMessage) => void

interface Account {
  readonly entries: readonly Listed[]
  readonly projects?: readonly string[]
  readonly scopes?: readonly string[]
  readonly skewMs?: number
  readonly nowMs?: () => number
  /** Where the link to the next page leads; its own audit log unless given. */
  readonly next?: (url: URL) => string
  /** From which request on all fail, and how. */
  readonly fault?: { readonly from: number; readonly how: Fault }
}

export interface FakeAccount {
  readonly url: string
  readonly seen: readonly { readonly path: string; readonly headers: IncomingMessage['headers'] }[]
  /** What the vendor's schema does not allow of what was asked and answered. */
  readonly violations: readonly string[]
  readonly close: () => Promise<void>
}

/** What the vendor says when it fails: a text that must never reach anybody. */
export const upstreamText = 'canary-upstream@leak.example said hunter2'
const token = 'api-reader'

/** An account of LaunchDarkly on a free port of this machine, which knows what the adapter may ask and no more. */
export async function openAccount(account: Account): Promise<FakeAccount> {
  const seen: { path: string; headers: IncomingMessage['headers'] }[] = []
  const violations: string[] = []
  const judge = contractJudge()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    seen.push({ path: `${request.method} ${request.url}`, headers: request.headers })
    response.setHeader(
      'date',
      new Date((account.nowMs ?? Date.now)() + (account.skewMs ?? 0)).toUTCString(),
    )
    const { fault } = account
    if (fault !== undefined && seen.length >= fault.from) return fault.how(response, request)
    response.setHeader('x-ratelimit-global-remaining', '90')
    const told = answer(account, request, url)
    if (told.status === 200) violations.push(...judge(url, told.body))
    response
      .writeHead(told.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(told.body))
  })
  const { url, close } = await listenHere(server)
  return {
    url,
    seen,
    violations,
    close,
  }
}

function answer(account: Account, { method, headers }: IncomingMessage, url: URL) {
  const refused = (status: number) => ({ status, body: { code: 'refused', message: upstreamText } })
  if (method !== 'GET') return refused(405)
  if (headers.authorization !== token) return refused(401)
  const { pathname } = url
  if (pathname === '/api/v2/auditlog') return { status: 200, body: page(account, url) }
  if (pathname === '/api/v2/caller-identity') {
    return {
      status: 200,
      body: { tokenKind: 'auth', ...(account.scopes && { scopes: account.scopes }) },
    }
  }
  const project = /^\/api\/v2\/projects\/([^/]+)$/.exec(pathname)?.[1]
  if (project === undefined || !(account.projects ?? ['shop']).includes(project))
    return refused(404)
  return {
    status: 200,
    body: {
      _links: {},
      _id: 'p1',
      key: project,
      includeInSnippetByDefault: false,
      name: 'Shop',
      tags: [],
    },
  }
}

/** Newest first, 10 unless asked for, never more than 20, as the vendor pages. */
function page({ entries, next }: Account, url: URL): object {
  const number = (name: string, usual: number) => Number(url.searchParams.get(name) ?? usual)
  const limit = Math.min(number('limit', 10), 20)
  const spec = url.searchParams.get('spec')
  const wanted = entries
    .filter(({ date }) => date < number('before', Infinity) && date > number('after', -1))
    .filter(
      ({ accesses }) => spec === null || JSON.stringify(accesses).includes(spec.replace('*', '')),
    )
    .toSorted((a, b) => b.date - a.date)
  const items = wanted.slice(0, limit)
  const on = new URLSearchParams(url.searchParams)
  on.set('before', String(items.at(-1)?.date ?? 0))
  const href = next?.(url) ?? `/api/v2/auditlog?${on.toString()}`
  return {
    items,
    _links: {
      self: { href: url.pathname + url.search, type: 'application/json' },
      ...((wanted.length > limit || next) && { next: { href, type: 'application/json' } }),
    },
  }
}

function refusing(code: number, headers: Readonly<Record<string, string>> = {}): Fault {
  const body = JSON.stringify({ code: 'refused', message: upstreamText })
  return (response) =>
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(body)
}

export const faults = {
  '401': refusing(401),
  '403': refusing(403),
  '404': refusing(404),
  '409': refusing(409),
  '422': refusing(422),
  '429': refusing(429, { 'retry-after': '120' }),
  '500': refusing(500),
  '503': refusing(503),
  'a sign-in page': (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>${upstreamText}</h1>`),
  'broken JSON': (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"items":['),
  'another JSON': (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"hello":"world"}'),
  'half a page, then a reset': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"items":[{"_id":"x",', () => response.socket?.resetAndDestroy())
  },
  'a redirection': (response) =>
    response.writeHead(302, { location: `http://127.0.0.1:1/${upstreamText}` }).end(),
  silence: () => undefined,
} as const satisfies Record<string, Fault>

/** Too many requests, until that moment by the header that it gives in milliseconds. */
export function untilReset(atMs: number): Fault {
  return refusing(429, { 'x-ratelimit-reset': String(atMs) })
}
