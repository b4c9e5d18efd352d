import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { contractJudge } from './contract.ts'
import { type Holdings, route, type Told } from './routes.ts'
import { listenHere } from '../loopback.ts'

/** Ends an answer in a way of its own. */
export type Fault = (response: ServerResponse, request: IncomingMessage) => void

export interface Setup extends Holdings {
  /** Its clock. */
  readonly nowMs: () => number
  /** Which requests fail, and how; the last half of a list where it begins with a page. */
  readonly fault?: { readonly at: RegExp; readonly how: Fault; readonly times?: number }
  /** Changes an answer before it is sent. */
  readonly twist?: (path: string, told: Told) => Told
  /** False where answers are twisted on purpose. */
  readonly judged?: boolean
}

export interface FakeAzureDevOps {
  /** Of the collection. */
  readonly url: string
  /** Method and address of every request, OPTIONS among them. */
  readonly seen: readonly string[]
  readonly headers: readonly IncomingMessage['headers'][]
  /** What the vendor's schemas do not allow of what was asked and answered. */
  readonly violations: readonly string[]
  readonly close: () => Promise<void>
}

/** A Server with one project, «Web Shop» of the collection «fabrikam», on a free port of this machine. */
export async function openAzureDevOps(setup: Setup): Promise<FakeAzureDevOps> {
  const seen: string[] = []
  const headers: IncomingMessage['headers'][] = []
  const violations: string[] = []
  const judge = setup.judged === false ? () => [] : contractJudge()
  let left = setup.fault?.times ?? Number.POSITIVE_INFINITY
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request
    const { pathname, searchParams: query } = new URL(url, 'http://azure')
    const path = decodeURIComponent(pathname)
    seen.push(`${method} ${decodeURIComponent(url)}`)
    headers.push(request.headers)
    response.setHeader('date', new Date(setup.nowMs()).toUTCString())
    response.setHeader('x-tfs-processid', '00000000-0000-4000-8000-000000000009')
    if (setup.fault?.at.test(`${method} ${decodeURIComponent(url)}`) === true && left-- > 0) {
      setup.fault.how(response, request)
      return
    }
    const found = method === 'GET' ? route(setup, path, query) : undefined
    if (found === undefined) {
      json(response, { status: 404, body: { message: 'Page not found', typeKey: 'NotFound' } })
      return
    }
    const told = setup.twist?.(path, found) ?? found
    violations.push(...judge({ method, path, query, answer: told.body }))
    json(response, told)
  })
  const { url, close } = await listenHere(server)
  return {
    url: `${url}/fabrikam`,
    seen,
    headers,
    violations,
    close,
  }
}

export function json(response: ServerResponse, { status, body, headers = {} }: Told): void {
  const type = 'application/json; charset=utf-8; api-version=7.1'
  response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body))
}
