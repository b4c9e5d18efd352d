import * as z from 'zod'

import { codes } from '../error.ts'
import { JsonValue } from '../json.ts'

const what = z.enum(['tool', 'resource', 'prompt', 'completion', 'subscription', 'protocol'])

/** `arguments` are redacted; when redaction fails only the name and the size are kept. */
export const Asked = z.object({
  call: z.string(),
  what,
  name: z.string(),
  client: z.string(),
  arguments: JsonValue,
  bytes: z.number(),
})

export const Answered = z.object({
  call: z.string(),
  what,
  name: z.string(),
  tookMs: z.number(),
  bytes: z.number(),
  sanitised: z.number(),
  hidden: z.record(z.string(), z.number()),
})

export const Refused = z.object({
  call: z.string(),
  what,
  name: z.string(),
  tookMs: z.number(),
  code: z.enum(codes),
  message: z.string(),
  rule: z.string().nullable(),
  detail: z.string().nullable(),
})

/** Calls that only read were answered off the record while it could not be written. */
export const Gap = z.object({ calls: z.number(), from: z.string(), to: z.string() })
