import * as z from 'zod'

import { HandoffError } from './error.ts'
import { parseSigned } from './json.ts'
import { severities } from './severity.ts'
import { instantMs } from './time.ts'

/** How long break-glass lasts from the moment that its statement bears. */
export const glassLastsMs = 30 * 60_000

const digest = z.string().regex(/^[0-9a-f]{64}$/)
const person = z.string().min(1).max(64)
const instant = z
  .string()
  .max(40)
  .refine((text) => text.endsWith('Z') && instantMs(text) !== undefined)

/**
 * What every act says: who does what to which incident and why. `about` is the `seq` of the entry that made the state it
 * is about, 0 for the opening, so that it is void once that state is another.
 */
const common = {
  v: z.literal(1),
  incident: z.string().regex(/^INC-[0-9A-Z]{4,20}$/),
  by: person,
  about: z.int().nonnegative(),
  reason: z.string().min(1).max(1_000),
  trust: digest,
  at: instant,
  nonce: z.string().regex(/^[\w-]{16,64}$/),
}

/** What a person signs about an incident. A decision about a change has a shape of its own, `Statement`. */
const Act = z.discriminatedUnion('act', [
  /** Takes over the handoff of entry `about`; `reason` is the read-back. */
  z.strictObject({ ...common, act: z.literal('acknowledge') }),
  /** Breaks glass after the breaking of entry `about`. */
  z
    .strictObject({ ...common, act: z.literal('break-glass'), until: instant })
    .refine(({ at, until }) => instantMs(until) === (instantMs(at) ?? 0) + glassLastsMs),
  /** Agrees with what was done under the breaking of entry `about`, or objected to there; `done` is the digest of that list. */
  z.strictObject({ ...common, act: z.literal('countersign'), done: digest }),
  /** The same list, and does not agree. */
  z.strictObject({ ...common, act: z.literal('object'), done: digest }),
  /** Lowers the severity that entry `about` set. */
  z.strictObject({
    ...common,
    act: z.literal('lower-severity'),
    from: z.enum(severities),
    to: z.enum(severities),
  }),
  /** Hands on the command that entry `about` gave. */
  z.strictObject({
    ...common,
    act: z.literal('hand-command'),
    from: person.nullable(),
    to: person,
  }),
])
export type Act = z.infer<typeof Act>
export type ActName = Act['act']
export type ActOf<K extends ActName> = Extract<Act, { readonly act: K }>

/** The SSH namespace of an act, so that a signature made for a decision or for another act is worth nothing here. */
export function namespaceOf(act: ActName): string {
  return `baton-${act}-v1`
}

/** Reads a statement; throws INVALID_INPUT unless it is the canonical JSON of exactly the fields of its act. */
export function parseAct(text: string): Act {
  const act = parseSigned(Act, text)
  if (act) return act
  throw new HandoffError('INVALID_INPUT', 'What was signed is not a statement in canonical JSON.', {
    rule: 'decision-as-signed',
    hint: 'Make it with the command for it; baton --help names them.',
  })
}
