import { createHash } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'

import { contractJudge, type Edition } from './contract.ts'
import { graphAnswers, type Variables } from './graph.ts'
import type { Held } from './repository.ts'
import { restAnswers } from './rest.ts'
import { listenHere } from '../loopback.ts'

/** Answers in place of GitHub. */
export type Fault = (response: ServerResponse, request: IncomingMessage) => void

export interface GithubSetup {
  readonly held: Held
  readonly edition?: Edition
  /** Its clock. */
  readonly nowMs: () => number
  readonly scopes?: string
  /** Requests that fail, by method and path, and how; from the `after`th on, and so many `times`. */
  readonly fault?: {
    readonly at: RegExp
    readonly how: Fault
    readonly after?: number
    readonly times?: number
  }
  /** Changes what a GraphQL query is answered. */
  readonly graph?: (answer: unknown, query: string, variables: Variables) => unknown
  /** Rights of the app's installation. */
  readonly rights?: Readonly<Record<string, string>>
}

export interface Seen {
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly status: number
  readonly headers: IncomingMessage['headers']
}

export interface FakeGithub {
  /** Of the API. */
  readonly url: string
  readonly seen: Seen[]
  /** What GitHub's description does not allow of what was asked and answered. */
  readonly violations: readonly string[]
  readonly close: () => Promise<void>
}

/** acme/shop on a free port of this machine: GraphQL and REST with pages, ETags, limits and dates as GitHub has them. */
export async function openGithub(setup: GithubSetup): Promise<FakeGithub> {
  const { held, edition = 'api.github.com', nowMs, fault } = setup
  const prefix = edition === 'api.github.com' ? '' : '/api/v3'
  const graphPath = edition === 'api.github.com' ? '/graphql' : '/api/graphql'
  const judge = contractJudge(edition)
  const seen: Seen[] = []
  const violations: string[] = []
  const graph = graphAnswers(held, 'acme', 'shop')
  const rest = restAnswers(held, 'acme', 'shop')
  let met = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      response.setHeader('date', new Date(nowMs()).toUTCString())
      const raw = Buffer.concat(chunks).toString('utf8')
      const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://github')
      const path = decodeURIComponent(pathname)
      const method = request.method ?? 'GET'
      const body = raw === '' ? undefined : (JSON.parse(raw) as Record<string, unknown>)
      const saw = (status: number) =>
        void seen.push({ method, path, body, status, headers: request.headers })
      if (fault?.at.test(`${method} ${path}`)) {
        met += 1
        const { after = 0, times = Number.POSITIVE_INFINITY } = fault
        if (met > after && met <= after + times) {
          saw(0)
          fault.how(response, request)
          return
        }
      }
      if (request.headers['x-github-api-version'] !== '2022-11-28')
        violations.push(`${path}: version`)
      const send = (status: number, told: unknown) => {
        const text = JSON.stringify(told)
        const etag = `"${createHash('sha1').update(text).digest('hex')}"`
        const isHeld =
          status === 200 && method === 'GET' && request.headers['if-none-match'] === etag
        saw(isHeld ? 304 : status)
        response.writeHead(isHeld ? 304 : status, {
          'content-type': 'application/json; charset=utf-8',
          'x-ratelimit-limit': '5000',
          'x-ratelimit-remaining': String(5_000 - seen.length),
          'x-ratelimit-reset': String(Math.floor(nowMs() / 1_000) + 3_600),
          'x-github-media-type': 'github.v3; format=json',
          ...(setup.scopes === undefined ? {} : { 'x-oauth-scopes': setup.scopes }),
          ...(method === 'GET' ? { etag } : {}),
        })
        response.end(isHeld ? undefined : text)
      }
      if (!/^(token|bearer) /i.test(request.headers.authorization ?? '')) {
        send(401, { message: 'Requires authentication' })
      } else if (method === 'POST' && path === graphPath) {
        const variables = (body?.['variables'] ?? {}) as Variables
        const text = String(body?.['query'])
        const answer = graph(text, variables)
        send(200, setup.graph ? setup.graph(answer, text, variables) : answer)
      } else if (method === 'POST' && path.endsWith('/access_tokens')) {
        const told = tokenOf(setup.rights ?? {}, body, nowMs())
        violations.push(...judge({ method, path: path.slice(prefix.length), query, ...told }))
        send(told.status, told.answer)
      } else {
        const told =
          method === 'GET' ? rest(path.slice(prefix.length), query) : { status: 404, body: {} }
        violations.push(
          ...judge({
            method,
            path: pathname.slice(prefix.length),
            query,
            status: told.status,
            answer: told.body,
          }),
        )
        send(told.status, told.body)
      }
    })
  })
  const { url, close } = await listenHere(server)
  return {
    url: `${url}${prefix}`,
    seen,
    violations,
    close,
  }
}

/** A token of the rights that were asked for, which the installation must hold. */
function tokenOf(held: Readonly<Record<string, string>>, body: unknown, nowMs: number) {
  const asked = (body as { permissions?: Record<string, string> } | undefined)?.permissions ?? held
  if (!Object.keys(asked).every((name) => name in held)) {
    return { status: 422, answer: { message: 'The permissions requested are not granted' } }
  }
  const expires = new Date(nowMs + 3_600_000).toISOString().replace('.000Z', 'Z')
  const answer = { token: 'ghs_installation', expires_at: expires, permissions: asked }
  return { status: 201, answer: { ...answer, repository_selection: 'all' } }
}
