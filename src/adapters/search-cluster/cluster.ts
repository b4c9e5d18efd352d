import type { JsonObject } from '../../domain/json.ts'
import type { Wire } from './exchange.ts'

export type Product = 'elasticsearch' | 'opensearch'

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean>>
  readonly body?: JsonObject
}

/** A vendor's own client, brought to one shape. */
export interface Cluster {
  readonly product: Product
  readonly wire: Wire
  /** The answer's JSON and headers; throws ClusterFault alone. */
  request(call: Call, signal: AbortSignal): Promise<Reply>
  /** From now on requests are made to suit that server; null when it does not tell its version. */
  suit(server: { readonly major: number; readonly serverless: boolean } | null): void
}

export interface Reply {
  readonly body: unknown
  readonly headers: Readonly<Record<string, unknown>>
}

/** Proof of who we are, for every request. */
export type Credentials =
  | { readonly kind: 'api key'; readonly secret: string }
  | { readonly kind: 'token'; readonly secret: string }
  | { readonly kind: 'basic'; readonly user: string; readonly secret: string }
  | { readonly kind: 'none' }

/** Where a cluster is and as whom it is asked. */
export interface Address {
  readonly url?: string | undefined
  readonly cloudId?: string | undefined
  readonly credentials: Credentials
}
