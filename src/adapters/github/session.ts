import type { Octokit } from '@octokit/rest'
import * as z from 'zod'

import { httpDateMs } from '../network/retry-after.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { type Connection, openClient } from './client.ts'
import { asFault, exhausted, faultOf, type Headers, isLimited } from './fault.ts'

/** What a GraphQL query gave, and which parts of it could not be given. */
export interface Partial {
  readonly data: unknown
  readonly errors: readonly PartError[]
}

const PartError = z.object({
  type: z.string().optional().catch(undefined),
  path: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .catch(undefined),
})
type PartError = z.output<typeof PartError>

const Graph = z.object({
  data: z.unknown().optional(),
  errors: z.array(PartError).optional().catch([{}]),
})

/** What the last answer said about itself; null for what it did not say. */
export interface Said {
  skewMs: number | null
  remaining: number | null
  limit: number | null
  /** Scopes of a classic token. */
  scopes: string | null
}

/** One GitHub as it is asked. Every method throws VendorFault, and what the signal throws never comes late. */
export interface Session {
  readonly said: Said
  /** Read by a shape, and by an ETag where the same was asked before; what was read is kept, not what was sent. */
  get<T>(
    route: string,
    parameters: Parameters,
    shape: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T>
  /** `repeats` is false for whoever asks for less once it was too much for GitHub's ten seconds. */
  graph(
    query: string,
    variables: Parameters,
    signal: AbortSignal,
    repeats?: boolean,
  ): Promise<Partial>
}

type Parameters = Readonly<Record<string, unknown>>

const mostHeld = 64

export function openSession(connection: Connection, nowMs: () => number): Session {
  const said: Said = { skewMs: null, remaining: null, limit: null, scopes: null }
  const held = new Map<string, { readonly etag: string; readonly data: unknown }>()
  let client: Promise<Octokit> | undefined
  let pause: { readonly untilMs: number; readonly kind: 'busy' | 'exhausted' } | undefined

  /** Sends nothing while GitHub has asked to be left alone. */
  const send = async (asked: Parameters, signal: AbortSignal, repeats = true) => {
    if (pause && pause.untilMs > nowMs()) {
      throw new VendorFault(pause.kind, pause.untilMs - nowMs())
    }
    try {
      client ??= openClient(connection).catch((cause: unknown) => {
        client = undefined
        throw cause
      })
      const octokit = await client
      const answer = await inTime(
        octokit.request({ ...asked, request: { signal, repeats } } as never),
        signal,
      )
      listen(said, answer.headers, nowMs())
      const fault = isLimited(answer.data)
        ? exhausted(answer.headers, nowMs())
        : faultOf(answer.status, answer.headers, nowMs())
      if (fault) throw fault
      return answer as { readonly data: unknown; readonly headers: Headers }
    } catch (cause) {
      const { response } = cause as { response?: { headers?: Headers } }
      if (response?.headers) listen(said, response.headers, nowMs())
      if (isUnchanged(cause)) throw cause
      const fault = signal.aborted ? new VendorFault('time was up') : asFault(cause, nowMs())
      const { kind, retryAfterMs } = fault
      if ((kind === 'busy' || kind === 'exhausted') && retryAfterMs !== null) {
        pause = { kind, untilMs: nowMs() + retryAfterMs }
      }
      throw fault
    }
  }

  return {
    said,
    async get<T>(route: string, parameters: Parameters, shape: z.ZodType<T>, signal: AbortSignal) {
      const key = `${route} ${JSON.stringify(parameters)}`
      const before = held.get(key)
      const headers = before ? { 'if-none-match': before.etag } : {}
      try {
        const answer = await send({ method: 'GET', url: route, headers, ...parameters }, signal)
        held.delete(key)
        const { etag } = answer.headers
        const found = shape.safeParse(answer.data)
        if (!found.success) throw new VendorFault(unreadable(answer.data))
        if (typeof etag === 'string') held.set(key, { etag, data: found.data })
        if (held.size > mostHeld) held.delete(held.keys().next().value!)
        return found.data
      } catch (cause) {
        if (isUnchanged(cause) && before) return before.data as T
        throw asFault(cause, nowMs())
      }
    },
    async graph(query, variables, signal, repeats) {
      const url = graphAddress(connection.base)
      const answer = await send({ method: 'POST', url, query, variables }, signal, repeats)
      const found = Graph.safeParse(answer.data)
      if (!found.success) throw new VendorFault(unreadable(answer.data))
      const { data, errors = [] } = found.data
      if (data === undefined || data === null) {
        throw new VendorFault(errors.length > 0 ? kindOfParts(errors) : 'unexpected')
      }
      return { data, errors }
    },
  }
}

/** What is behind an answer that is not as it should be: a client hands over text where it could not read JSON. */
function unreadable(data: unknown): 'bad JSON' | 'unexpected' {
  return typeof data === 'string' ? 'bad JSON' : 'unexpected'
}

/** The fault that the errors of a query tell. */
export function kindOfParts(errors: readonly PartError[]): 'forbidden' | 'missing' | 'rejected' {
  const types = new Set(errors.map(({ type }) => type))
  if (types.has('FORBIDDEN') || types.has('INSUFFICIENT_SCOPES')) return 'forbidden'
  return types.has('NOT_FOUND') ? 'missing' : 'rejected'
}

function graphAddress(base: URL): string {
  const path = base.pathname.replace(/\/$/, '')
  const graph = path.endsWith('/api/v3') ? path.replace(/v3$/, 'graphql') : `${path}/graphql`
  return `${base.origin}${graph}`
}

function isUnchanged(cause: unknown): boolean {
  return (cause as { status?: unknown }).status === 304
}

function listen(said: Said, headers: Headers, nowMs: number): void {
  const number = (name: string): number | null => {
    const text = String(headers[name] ?? '')
    return /^\d{1,9}$/.test(text) ? Number(text) : null
  }
  const dateMs = httpDateMs(headers['date'] === undefined ? undefined : String(headers['date']))
  said.skewMs = dateMs === null ? said.skewMs : dateMs - nowMs
  said.remaining = number('x-ratelimit-remaining') ?? said.remaining
  said.limit = number('x-ratelimit-limit') ?? said.limit
  const scopes = headers['x-oauth-scopes']
  if (scopes !== undefined) said.scopes = String(scopes)
}

/** A client that pauses between two tries does not listen to the signal meanwhile. */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new VendorFault('time was up'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
