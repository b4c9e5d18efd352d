import * as z from 'zod'

import { guaranteeLevels } from '../guarantee.ts'
import { JsonValue } from '../json.ts'

/** A proposal as it is hashed, shown on the card and granted; see `domain/change.ts` for the digest. */
export const Proposed = z.object({
  request: z.string(),
  digest: z.string(),
  tool: z.string(),
  system: z.string(),
  target: z.string(),
  service: z.string().nullable(),
  environment: z.string(),
  production: z.boolean(),
  region: z.string(),
  from: JsonValue,
  to: JsonValue,
  baseVersion: z.string().nullable(),
  reason: z.string(),
  requester: z.string(),
  inverseOf: z.string().nullable(),
  trust: z.string(),
  level: z.enum(guaranteeLevels),
  expiresAt: z.string(),
  nonce: z.string(),
})

export const decisions = ['granted', 'denied'] as const

/** `statement` is the canonical JSON that was signed, `signature` the armoured SSH signature over it. */
export const Decided = z.object({
  request: z.string(),
  digest: z.string(),
  decision: z.enum(decisions),
  reason: z.string(),
  approver: z.string(),
  key: z.string(),
  statement: z.string(),
  signature: z.string(),
  simulated: z.boolean(),
  /** The break-glass under which it was granted, by its entry's `seq`. */
  glass: z.number().optional(),
})

export const Withdrawn = z.object({ request: z.string() })

/** The durable intent: from here on exactly this process may write, until `deadline`. */
export const Applying = z.object({
  request: z.string(),
  digest: z.string(),
  owner: z.string(),
  deadline: z.string(),
})

export const Applied = z.object({
  request: z.string(),
  version: z.string().nullable(),
  readBack: JsonValue,
  reconciled: z.boolean(),
})

export const Failed = z.object({
  request: z.string(),
  reason: z.string(),
  reconciled: z.boolean(),
})

export const Unknown = z.object({ request: z.string(), reason: z.string() })
