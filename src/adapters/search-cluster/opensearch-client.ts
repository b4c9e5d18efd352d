import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'

import type { Address, Cluster } from './cluster.ts'
import { exchange, type Wire } from './exchange.ts'
import { asFault, ClusterFault } from './fault.ts'

type Answered = (error: Error | null, response: IncomingMessage | null) => void

interface Params {
  readonly method: string
  readonly path: string
  readonly querystring?: string
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: string
  readonly signal?: AbortSignal
}

/** @opensearch-project/opensearch over our own wire: its own would write to standard output. */
export async function openSearchClient(address: Address, wire: Wire): Promise<Cluster> {
  const {
    Client,
    Connection: TheirConnection,
    errors,
  } = await import('@opensearch-project/opensearch')
  class Connection extends TheirConnection {
    override request(given: object, answered: Answered): never {
      const params = given as Params
      const asked = {
        method: params.method,
        base: this.url,
        path: params.path,
        query: params.querystring ? `?${params.querystring}` : '',
        headers: { ...this.headers, ...params.headers },
        body: params.body ?? null,
        signal: params.signal ?? new AbortController().signal,
      }
      exchange(asked, wire).then(
        ({ statusCode, headers, body }) => answered(null, messageOf(body, { statusCode, headers })),
        (fault: Error) => answered(fault, null),
      )
      return { abort: () => undefined } as never
    }
  }
  const { credentials, url } = address
  const { kind } = credentials
  const client = new Client({
    node: url ?? '',
    ...(kind === 'basic' && {
      auth: { username: credentials.user, password: credentials.secret },
    }),
    ...(kind === 'token' && { headers: { authorization: `Bearer ${credentials.secret}` } }),
    Connection,
    maxRetries: 0,
    resurrectStrategy: 'none',
  })
  return {
    product: 'opensearch',
    wire,
    suit() {},
    async request({ method, path, query, body }, signal) {
      // Their transport hands the parameters on to the connection as they are, the signal among them.
      const params = { method, path, querystring: { ...query }, ...(body && { body }), signal }
      try {
        const reply = await client.transport.request(params)
        return { body: reply.body as unknown, headers: reply.headers ?? {} }
      } catch (cause) {
        if (cause instanceof errors.DeserializationError) throw new ClusterFault('bad JSON')
        throw asFault(cause)
      }
    },
  }
}

/** What was read whole, as the stream that their transport reads. */
function messageOf(body: string, head: object): IncomingMessage {
  return Object.assign(Readable.from([body]), head) as unknown as IncomingMessage
}
