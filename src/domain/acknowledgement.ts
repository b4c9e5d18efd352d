import * as z from 'zod'

import { HandoffError } from './error.ts'
import { canonicalJson } from './json.ts'

/** The namespace of acknowledgements, so that a decision's signature is worth nothing here and the reverse. */
export const acknowledgementNamespace = 'baton-acknowledge-v1'

/** What a receiver signs: which handoff of which incident, and in their own words what they took over. */
const Acknowledgement = z.strictObject({
  v: z.literal(1),
  incident: z.string().regex(/^INC-[0-9A-Z]{4,20}$/),
  handoff: z.string(),
  by: z.string().min(1).max(64),
  readBack: z.string().min(1).max(1_000),
  at: z.string().max(40),
})
export type Acknowledgement = z.infer<typeof Acknowledgement>

/** Reads a statement; throws INVALID_INPUT unless it is the canonical JSON of exactly these fields. */
export function parseAcknowledgement(text: string): Acknowledgement {
  const parsed = Acknowledgement.safeParse(jsonOf(text))
  if (parsed.success && canonicalJson(parsed.data) === text) return parsed.data
  throw new HandoffError(
    'INVALID_INPUT',
    'The acknowledgement is not a statement in canonical JSON.',
    {
      hint: 'Make it with baton acknowledge.',
    },
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
