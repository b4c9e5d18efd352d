import type { Json } from './json.ts'

/** What a change tool asks for, read from the target at this moment. The guard adds request id, digest, trust and expiry. */
export interface Proposal {
  readonly system: string
  readonly target: string
  readonly service: string | null
  readonly environment: string
  readonly region: string
  readonly from: Json
  readonly to: Json
  /** The version that apply must find unchanged; null where the system has none. */
  readonly baseVersion: string | null
  readonly reason: string
  /** The applied request that this one exactly undoes. */
  readonly inverseOf: string | null
}

/** The target as read after the write, or when an outcome is unknown. */
export interface ReadBack {
  readonly value: Json
  readonly version: string | null
}
