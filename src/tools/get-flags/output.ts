import * as z from 'zod'

import { Gap } from '../../domain/gap.ts'
import { Label, outsideName } from '../../domain/provenance.ts'
import { Untrusted } from '../../domain/untrusted.ts'

const name = Label('flag')
export type { Label }

const Serves = z.union([z.number(), z.string()]).nullable()

/** Counts and names of attributes; whom a flag names is not told. */
const Targeting = z.object({
  individuals: z.number(),
  rules: z.array(
    z.object({ attributes: z.array(outsideName('flag')), values: z.number(), serves: Serves }),
  ),
  /** Rules beyond the ten shown. */
  moreRules: z.number().optional(),
  fallthrough: Serves,
  off: Serves,
  prerequisites: z.array(name),
})
export type Targeting = z.infer<typeof Targeting>

/** `targeting` is left out where everybody is served the same, `readOnly` where Baton can turn the flag with a grant. */
const State = z.object({
  environment: z.string(),
  on: z.boolean(),
  version: name,
  served: name,
  readOnly: z.literal(true).optional(),
  targeting: Targeting.optional(),
})
export type State = z.infer<typeof State>

const Change = z.object({
  at: z.string(),
  id: name,
  source: z.string(),
  environment: name.optional(),
  actor: name.optional(),
  notes: Untrusted.optional(),
})

/** `differs` says in what the environments differ; `changes` are at most two, newest first. */
const Row = z.object({
  flag: name,
  differs: z.array(z.string()),
  states: z.array(State),
  changes: z.array(Change),
})
export type Row = z.infer<typeof Row>

/** `permutations` are runs worth trying, each with what to set and why. */
export const Output = z.object({
  conclusion: z.string(),
  environments: z.array(z.string()),
  window: z.object({ from: z.string(), to: z.string() }),
  onset: z.object({ at: z.string().optional(), from: z.string() }),
  total: z.number(),
  returned: z.number(),
  truncated: z.boolean(),
  cursor: z.string().optional(),
  flags: z.array(Row),
  permutations: z.array(
    z.object({ flags: z.array(outsideName('flag')), like: z.string(), why: z.string() }),
  ),
  otherChanges: z.number(),
  gaps: z.array(Gap),
})
export type Output = z.infer<typeof Output>
