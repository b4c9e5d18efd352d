/** The three things that the small service does for its customers. */
export const endpoints = {
  login: { service: 'auth', method: 'POST', path: '/v1/auth/login' },
  webhooks: { service: 'webhooks', method: 'GET', path: '/v1/webhooks' },
  orders: { service: 'orders', method: 'POST', path: '/v1/orders' },
} as const

export type Endpoint = keyof typeof endpoints
export const endpointNames = Object.keys(endpoints) as readonly Endpoint[]

/** A request as the service sees it, from a customer over HTTP or from the written history. */
export interface ServiceRequest {
  readonly endpoint: Endpoint
  readonly email: string
  readonly name: string
  readonly ip: string
  /** The id of the key that signed the caller's session. */
  readonly keyId: string
  readonly card?: string | undefined
  readonly phone?: string | undefined
  readonly session?: string | undefined
}

/** What the caller gets and what one line of the log says about it. */
export interface ServiceAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, string | boolean>>
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly error?: { readonly type: string; readonly message: string; readonly stack: string }
}
