import * as z from 'zod'

import { severities } from '../severity.ts'

/** What a person signed: `statement` to the letter, `signature` the armoured SSH signature over it, `key` its fingerprint. */
const signed = {
  by: z.string(),
  reason: z.string(),
  key: z.string(),
  statement: z.string(),
  signature: z.string(),
  simulated: z.boolean(),
}

/** Break-glass, from the moment of the entry until `until`. */
export const GlassBroken = z.object({ ...signed, until: z.string() })

/** A second person read what was done under the breaking of that entry; `done` is the digest of the list that was shown. */
const answered = {
  ...signed,
  breaking: z.number(),
  done: z.string(),
  requests: z.array(z.string()),
  late: z.boolean(),
}

export const GlassCountersigned = z.object(answered)

/** The second person does not agree; the breaking stays open. */
export const GlassObjected = z.object(answered)

export const SeverityLowered = z.object({
  ...signed,
  from: z.enum(severities),
  to: z.enum(severities),
})

/** `from` is null when nobody had the command. */
export const CommandHanded = z.object({ ...signed, from: z.string().nullable(), to: z.string() })
