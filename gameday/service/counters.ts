import * as z from 'zod'

import { type Endpoint, endpointNames } from './request.ts'

/** Requests since the start and how many of them failed by the service's own fault (5xx). */
export const Counters = z.record(z.string(), z.object({ requests: z.number(), errors: z.number() }))
export type Counters = z.infer<typeof Counters>

export function newCounters(): Counters {
  return Object.fromEntries(endpointNames.map((name) => [name, { requests: 0, errors: 0 }]))
}

export function count(counters: Counters, endpoint: Endpoint, status: number): void {
  const own = counters[endpoint]!
  own.requests += 1
  if (status >= 500) own.errors += 1
}

/** The share of failures between two readings, 0 to 1; undefined when nothing was asked in between. */
export function errorRate(
  before: Counters,
  after: Counters,
  endpoint: Endpoint,
): number | undefined {
  const requests = after[endpoint]!.requests - before[endpoint]!.requests
  const errors = after[endpoint]!.errors - before[endpoint]!.errors
  return requests === 0 ? undefined : errors / requests
}
