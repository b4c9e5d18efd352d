import * as z from 'zod'

import { toMinute } from '../../domain/time.ts'
import { WireError } from '../network/bounded-request.ts'
import { retryAfterMs } from '../network/retry-after.ts'
import { faultOfStatus, VendorFault } from '../network/vendor-fault.ts'

export type Headers = Readonly<Record<string, string | number | undefined>>

/** Anything that a client threw as a fault of ours; nothing that GitHub said is kept. */
export function asFault(cause: unknown, nowMs: number): VendorFault {
  if (cause instanceof VendorFault) return cause
  const {
    cause: inner,
    status,
    response,
    data,
  } = cause as {
    readonly cause?: unknown
    readonly status?: unknown
    readonly response?: { readonly headers?: Headers }
    readonly data?: unknown
  }
  if (inner instanceof VendorFault) return inner
  if (inner instanceof WireError) return new VendorFault(inner.fault)
  if (isLimited(data)) return exhausted(response?.headers ?? {}, nowMs)
  if (typeof status !== 'number' || response === undefined) return new VendorFault('our side')
  return faultOf(status, response.headers ?? {}, nowMs) ?? new VendorFault('unexpected')
}

/** What status and headers alone tell; undefined for an answer that may be read. */
export function faultOf(status: number, headers: Headers, nowMs: number): VendorFault | undefined {
  if (status >= 300 && status < 400) return new VendorFault('redirected')
  const isJson = /\bjson\b/.test(String(headers['content-type'] ?? ''))
  if (status < 400) return isJson ? undefined : new VendorFault('web page')
  if (status === 403 || status === 429) {
    const limited = limitOf(headers, nowMs)
    if (limited) return limited
  }
  const kind = faultOfStatus(status)
  const isPage = !isJson && ['forbidden', 'missing', 'rejected'].includes(kind)
  return new VendorFault(isPage ? 'web page' : kind)
}

/** Too much at once (retry-after), or all that an hour allows (x-ratelimit). */
function limitOf(headers: Headers, nowMs: number): VendorFault | undefined {
  const laterMs = retryAfterMs(text(headers['retry-after']), nowMs)
  if (laterMs !== null) return new VendorFault('busy', laterMs - nowMs)
  return text(headers['x-ratelimit-remaining']) === '0' ? exhausted(headers, nowMs) : undefined
}

/** Whether GraphQL answered that the requests of the hour are used up, which it does with 200. */
export function isLimited(data: unknown): boolean {
  return Limited.safeParse(data).success
}

const Exhaustion = z.object({ type: z.literal('RATE_LIMITED') })
const Limited = z.object({
  errors: z
    .array(z.unknown())
    .refine((all) => all.some((one) => Exhaustion.safeParse(one).success)),
})

/** All requests of the hour are used up; how long that holds stands in the headers. */
export function exhausted(headers: Headers, nowMs: number): VendorFault {
  const reset = text(headers['x-ratelimit-reset']) ?? ''
  const resetMs = /^\d{1,11}$/.test(reset) ? Number(reset) * 1_000 : 0
  return new VendorFault('exhausted', resetMs > nowMs ? Math.min(resetMs - nowMs, hourMs) : null)
}

const hourMs = 3_600_000

function text(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}

/** The words of a fault, with the minute from which it may be over. */
export function faultWords(
  { kind, message, retryAfterMs: waitMs }: VendorFault,
  nowMs: number,
): string {
  if (kind === 'redirected') return `${message} A repository that was renamed answers so as well.`
  if (waitMs === null) return message
  return `${message} It answers again from ${toMinute(Math.ceil((nowMs + waitMs) / 60_000) * 60_000)}.`
}
