import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'

import { contractJudge } from './contract.ts'
import type { Held } from './documents.ts'
import type { Fault } from './faults.ts'
import { type Routes, routes } from './routes.ts'
import type { Shards } from './searching.ts'
import { listenHere } from '../loopback.ts'

export interface ClusterSetup {
  readonly product: 'elasticsearch' | 'opensearch'
  readonly version: string
  readonly flavor?: string
  readonly documents: readonly Held[]
  readonly aliases?: Readonly<Record<string, string>>
  /** Indices that these credentials may not read. */
  readonly forbidden?: readonly string[]
  /** Privileges that they hold beside reading. */
  readonly extra?: readonly string[]
  /** The whole server has no access control. */
  readonly unguarded?: boolean
  readonly shards?: Partial<Shards>
  /** So many times an asynchronous search is asked for before it ends. */
  readonly polls?: number
  /** Remote clusters that are searched across, and how many of them were skipped. */
  readonly across?: { readonly total: number; readonly skipped: number }
  /** The cluster's clock; the machine's own unless given. */
  readonly nowMs?: () => number
  readonly skewMs?: number
  /** False where time counts: the vendor's schema takes a second to compile. */
  readonly judged?: boolean
  /** Types of fields that are mapped otherwise than their values suggest; null for a field that is not mapped. */
  readonly types?: Readonly<Record<string, string | null>>
  /** Which requests fail, and how. */
  readonly fault?: { readonly at: RegExp; readonly how: Fault; readonly times?: number }
}

export interface Seen {
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly headers: IncomingMessage['headers']
}

export interface FakeCluster {
  readonly url: string
  readonly seen: readonly Seen[]
  /** What the vendor's schema does not allow of what was asked and answered. */
  readonly violations: readonly string[]
  readonly close: () => Promise<void>
}

/** A cluster of documents in memory on a free port of this machine, which knows what the adapter may ask and no more. */
export async function openCluster(setup: ClusterSetup): Promise<FakeCluster> {
  const seen: Seen[] = []
  const violations: string[] = []
  const answer = routes(setup)
  const judge =
    setup.product === 'elasticsearch' && setup.judged !== false ? contractJudge() : () => []
  let left = setup.fault?.times ?? Number.POSITIVE_INFINITY
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://cluster')
      const path = decodeURIComponent(pathname)
      const method = request.method ?? 'GET'
      const body = text === '' ? undefined : (JSON.parse(text) as unknown)
      seen.push({ method, path, body, headers: request.headers })
      if (setup.fault?.at.test(`${method} ${path}`) === true && left-- > 0) {
        setup.fault.how(response, request)
        return
      }
      const told = answer({ method, path, query, body, headers: request.headers })
      if (told.status === 200) {
        violations.push(...judge({ method, path, query, body, answer: told.body }))
      }
      send(response, setup, told)
    })
  })
  const { url, close } = await listenHere(server)
  return {
    url,
    seen,
    violations,
    close,
  }
}

function send(
  response: ServerResponse,
  { product, skewMs = 0, nowMs = Date.now }: ClusterSetup,
  { status, body, type = 'application/json' }: ReturnType<Routes>,
): void {
  response.setHeader('date', new Date(nowMs() + skewMs).toUTCString())
  if (product === 'elasticsearch') response.setHeader('x-elastic-product', 'Elasticsearch')
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
}
