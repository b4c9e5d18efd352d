import * as z from 'zod'

import { HandoffError } from './error.ts'
import { parseSigned } from './json.ts'
import { instantMs } from './time.ts'

/** The namespace of acknowledgements, so that a decision's signature is worth nothing here and the reverse. */
export const acknowledgementNamespace = 'baton-acknowledge-v1'

/** What a receiver signs: which handoff of which incident, by its entry's `seq`, and in their own words what they took over. */
const Acknowledgement = z.strictObject({
  v: z.literal(1),
  incident: z.string().regex(/^INC-[0-9A-Z]{4,20}$/),
  handoff: z.int().positive(),
  by: z.string().min(1).max(64),
  readBack: z.string().min(1).max(1_000),
  at: z.string().refine((at) => at.endsWith('Z') && instantMs(at) !== undefined),
})
export type Acknowledgement = z.infer<typeof Acknowledgement>

/** Reads a statement; throws INVALID_INPUT unless it is the canonical JSON of exactly these fields. */
export function parseAcknowledgement(text: string): Acknowledgement {
  const acknowledgement = parseSigned(Acknowledgement, text)
  if (acknowledgement) return acknowledgement
  throw new HandoffError(
    'INVALID_INPUT',
    'The acknowledgement is not a statement in canonical JSON.',
    { rule: 'decision-as-signed', hint: 'Make it with baton acknowledge.' },
  )
}
