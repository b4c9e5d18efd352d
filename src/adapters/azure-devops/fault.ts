import { toMinute } from '../../domain/time.ts'
import { retryAfterMs } from '../network/retry-after.ts'
import { faultOfStatus, VendorFault } from '../network/vendor-fault.ts'

/** By names in small letters. */
export type Headers = Readonly<Record<string, string>>

/** What status and headers alone tell; undefined for an answer that may be read. Bodies of failures are never read. */
export function faultOf(status: number, headers: Headers, nowMs: number): VendorFault | undefined {
  if (status >= 300 && status < 400) {
    const isSignIn = /\/(_signin|signin|oauth2?|login)\b|^https:\/\/login\./i.test(
      headers['location'] ?? '',
    )
    return new VendorFault(isSignIn ? 'web page' : 'redirected')
  }
  const isJson = /\bjson\b/.test(headers['content-type'] ?? '')
  if (status >= 400) {
    const kind = faultOfStatus(status)
    const untilMs = quietUntilMs(headers, nowMs)
    const isPage = !isJson && (kind === 'forbidden' || kind === 'missing' || kind === 'rejected')
    return new VendorFault(isPage ? 'web page' : kind, untilMs === null ? null : untilMs - nowMs)
  }
  // 203 is how a sign-in page comes.
  if (status === 203 || !isJson) return new VendorFault('web page')
  return status === 200 ? undefined : new VendorFault('unexpected')
}

/** Until when it asks to be left alone: by Retry-After, or when it says that nothing remains until its reset. */
export function quietUntilMs(headers: Headers, nowMs: number): number | null {
  const laterMs = retryAfterMs(headers['retry-after'], nowMs)
  if (laterMs !== null) return laterMs
  const reset = headers['x-ratelimit-reset'] ?? ''
  if (headers['x-ratelimit-remaining'] !== '0' || !/^\d{1,11}$/.test(reset)) return null
  const resetMs = Number(reset) * 1_000
  return resetMs > nowMs ? Math.min(resetMs, nowMs + longestMs) : null
}

const longestMs = 60 * 60_000

/** The words of a fault, with the minute from which it may be over. */
export function faultWords({ message, retryAfterMs: waitMs }: VendorFault, nowMs: number): string {
  if (waitMs === null) return message
  return `${message} It answers again from ${toMinute(Math.ceil((nowMs + waitMs) / 60_000) * 60_000)}.`
}
