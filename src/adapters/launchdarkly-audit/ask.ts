import type { Dispatcher } from 'undici'

import { boundedRequest, WireError } from '../network/bounded-request.ts'
import { httpDateMs, retryAfterMs } from '../network/retry-after.ts'
import { faultOfStatus, VendorFault } from '../network/vendor-fault.ts'

/** The one way to LaunchDarkly: it only reads. */
export interface Wire {
  /** Where the account lies; its path comes before ours. */
  readonly base: URL
  readonly token: () => string
  readonly dispatcher: () => Dispatcher
  readonly nowMs: () => number
  /** How far its clock is ahead of ours by its last answer, milliseconds; null while it has not said. */
  skewMs: number | null
  /** Until when it asked to be left alone. */
  restUntilMs: number
}

const mostBytes = 4 * 1024 * 1024
const longestRestMs = 60 * 60_000
const apiVersion = '20240415'

/** The parsed JSON at that address, which `addressOf` made. Throws VendorFault. */
export async function ask(wire: Wire, url: URL, signal: AbortSignal): Promise<unknown> {
  const nowMs = wire.nowMs()
  if (wire.restUntilMs > nowMs) throw new VendorFault('busy', wire.restUntilMs - nowMs)
  try {
    const answer = await boundedRequest({
      method: 'GET',
      url,
      headers: {
        authorization: wire.token(),
        accept: 'application/json',
        'accept-encoding': 'identity',
        'ld-api-version': apiVersion,
        'user-agent': 'incident-baton',
      },
      body: null,
      signal,
      dispatcher: wire.dispatcher,
      mostBytes,
    })
    const dateMs = httpDateMs(answer.headers['date'])
    if (dateMs !== null) wire.skewMs = dateMs - wire.nowMs()
    const fault = faultIn(answer, wire)
    if (fault !== null) {
      answer.drop()
      throw fault
    }
    return parsed(await answer.text())
  } catch (cause) {
    if (cause instanceof VendorFault) throw cause
    throw new VendorFault(cause instanceof WireError ? cause.fault : 'our side')
  }
}

/** An address of theirs; throws VendorFault for a path that would lead elsewhere. */
export function addressOf(
  { base }: Pick<Wire, 'base'>,
  path: string,
  query: Readonly<Record<string, string>> = {},
): URL {
  const place = `${base.pathname.replace(/\/+$/, '')}${path}`
  const url = new URL(place, base)
  if (url.pathname !== place || url.origin !== base.origin) throw new VendorFault('our side')
  url.search = new URLSearchParams(query).toString()
  return url
}

interface Told {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** What status and headers alone tell; bodies of failures are never read. */
function faultIn({ status, headers }: Told, wire: Wire): VendorFault | null {
  const isJson = /\bjson\b/.test(headers['content-type'] ?? '')
  if (status >= 300 && status < 400) return new VendorFault('redirected')
  if (status >= 400) {
    const kind = faultOfStatus(status)
    if (kind === 'busy') return rest(headers, wire)
    const isPage = !isJson && !['unauthorized', 'unavailable', 'failed'].includes(kind)
    return new VendorFault(isPage ? 'web page' : kind)
  }
  if (!isJson) return new VendorFault('web page')
  return (headers['content-encoding'] ?? 'identity') === 'identity'
    ? null
    : new VendorFault('unexpected')
}

/** Until when they say, by `Retry-After` or in milliseconds since 1970; else a minute. Until then nothing is asked. */
function rest(headers: Told['headers'], wire: Wire): VendorFault {
  const nowMs = wire.nowMs()
  const reset = headers['x-ratelimit-reset'] ?? ''
  // Their clock told both, so its difference from ours goes out of it.
  const resetMs = /^\d{12,14}$/.test(reset) ? Number(reset) - (wire.skewMs ?? 0) : null
  const untilMs = retryAfterMs(headers['retry-after'], nowMs) ?? resetMs ?? nowMs + 60_000
  wire.restUntilMs = Math.min(Math.max(untilMs, nowMs), nowMs + longestRestMs)
  return new VendorFault('busy', wire.restUntilMs - nowMs)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new VendorFault('bad JSON')
  }
}
