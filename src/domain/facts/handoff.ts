import * as z from 'zod'

export const documentKinds = ['timeline', 'recipe', 'packet', 'update', 'wrapup'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** A document that passed the lint; `file` is its name in the knowledge folder, `checkpoint` the signed note it closes with. */
export const Rendered = z.object({
  document: z.enum(documentKinds),
  file: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  asOf: z.string(),
})

/** A receiver took ownership, with `baton acknowledge`; `statement` is what was signed, `signature` the armoured SSH signature. */
export const Acknowledged = z.object({
  by: z.string(),
  readBack: z.string(),
  key: z.string(),
  statement: z.string(),
  signature: z.string(),
  simulated: z.boolean(),
})

/** A rung of the escalation matrix was paged about the handoff of entry `handoff`; stated before the message is sent. */
export const Escalated = z.object({
  handoff: z.number(),
  severity: z.string(),
  level: z.number(),
  role: z.string(),
  person: z.string().nullable(),
  reason: z.string(),
})

/** The message of that page could not be sent; the rung is paged again. */
export const EscalationFailed = z.object({
  handoff: z.number(),
  severity: z.string(),
  level: z.number(),
})
