import type { ConnectionRequestOptions, ConnectionRequestParams } from '@elastic/elasticsearch'

import type { Address, Cluster, Credentials } from './cluster.ts'
import { exchange, type Wire } from './exchange.ts'
import { asFault, ClusterFault } from './fault.ts'

/** @elastic/elasticsearch over our own wire: no retries of its own, no sniffing, no telemetry. */
export async function elasticsearchClient(address: Address, wire: Wire): Promise<Cluster> {
  const { BaseConnection, Client, errors } = await import('@elastic/elasticsearch')
  let isOpenSearch = false
  class Connection extends BaseConnection {
    override async request(
      params: ConnectionRequestParams,
      { signal }: ConnectionRequestOptions,
    ): Promise<never> {
      const asked = {
        method: params.method,
        base: this.url,
        path: params.path,
        query: params.querystring ? `?${params.querystring}` : '',
        headers: { ...this.headers, ...params.headers },
        body: typeof params.body === 'string' ? params.body : null,
        signal: signal ?? new AbortController().signal,
      }
      const answer = await exchange(asked, wire)
      // Their client refuses another product before it looks at what that says of itself.
      isOpenSearch = /"distribution"\s*:\s*"opensearch"/.test(answer.body.slice(0, 2_000))
      return answer as never
    }
  }
  const { url, cloudId, credentials } = address
  const client = new Client({
    ...(cloudId === undefined ? { node: url ?? '' } : { cloud: { id: cloudId } }),
    auth: authOf(credentials),
    Connection,
    maxRetries: 0,
    compression: false,
    enableMetaHeader: false,
  })
  let headers: Record<string, string> = plain
  return {
    product: 'elasticsearch',
    wire,
    suit(server) {
      if (server === null) headers = plain
      else if (server.serverless) headers = { ...plain, 'elastic-api-version': '2023-10-31' }
      else headers = compatible(server.major)
    },
    async request({ method, path, query, body }, signal) {
      const params = { method, path, querystring: { ...query }, ...(body && { body }) }
      try {
        const reply = await client.transport.request(params, { signal, headers, meta: true })
        return { body: reply.body, headers: reply.headers }
      } catch (cause) {
        if (cause instanceof errors.ProductNotSupportedError) {
          throw new ClusterFault(isOpenSearch ? 'is OpenSearch' : 'no cluster')
        }
        if (cause instanceof errors.DeserializationError) throw new ClusterFault('bad JSON')
        throw asFault(cause)
      }
    },
  }
}

const plain = { accept: 'application/json', 'content-type': 'application/json' }

/** A server refuses headers of a version above its own, and translates those of the version before. */
function compatible(major: number): Record<string, string> {
  const type = `application/vnd.elasticsearch+json; compatible-with=${Math.min(major, 9)}`
  return { accept: type, 'content-type': type }
}

function authOf(credentials: Credentials) {
  if (credentials.kind === 'api key') return { apiKey: credentials.secret }
  if (credentials.kind === 'token') return { bearer: credentials.secret }
  if (credentials.kind === 'none') return undefined
  return { username: credentials.user, password: credentials.secret }
}
