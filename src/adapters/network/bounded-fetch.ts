import type { Dispatcher } from 'undici'

import { boundedRequest } from './bounded-request.ts'

/** What a vendor's client asks for, as clients hand it to `fetch`. */
export interface Fetched {
  readonly method: string
  readonly url: URL
  readonly body: string | null
}

interface BoundedFetch {
  /** Made at once; may throw what reading the file of certificates throws. */
  readonly dispatcher: () => Dispatcher
  /** A larger answer is the fault `too large`. */
  readonly mostBytes: number
  /** How long a request may take that brings no signal of its own. */
  readonly deadlineMs: number
  /** Called before each request; what it throws stops that request. */
  readonly permit: (asked: Fetched) => void
}

const bodiless = new Set([204, 205, 304])

/**
 * `fetch` for a vendor's client, by our one bounded request: the whole answer is read before it is handed over, since clients
 * take one that broke off for an empty one. Redirections are answers. Throws WireError.
 */
export function boundedFetch({ dispatcher, permit, ...bounds }: BoundedFetch): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const method = init.method ?? 'GET'
    const body = typeof init.body === 'string' ? init.body : null
    permit({ method, url, body })
    const answer = await boundedRequest({
      method,
      url,
      headers: Object.fromEntries(new Headers(init.headers)),
      body,
      signal: init.signal ?? AbortSignal.timeout(bounds.deadlineMs),
      dispatcher,
      mostBytes: bounds.mostBytes,
    })
    const { status, headers } = answer
    const text = await answer.text()
    return new Response(bodiless.has(status) ? null : text, { status, headers })
  }
}
