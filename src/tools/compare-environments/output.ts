import * as z from 'zod'

import { Gap } from '../../domain/gap.ts'
import { Label } from '../../domain/provenance.ts'
import { hiddenAs } from '../../domain/settings/secrecy.ts'
import { aspects, relations } from './difference.ts'

const name = Label('environment')
export type { Label }

/** A version, what a flag serves, or a value; `hidden` says why a value is not there, and `partly` that only its harmless part is. */
const Side = z.object({
  value: name.optional(),
  hidden: z.enum(hiddenAs).optional(),
  partly: z.literal(true).optional(),
  on: z.boolean().optional(),
  rules: z.number().optional(),
  since: z.string().optional(),
})
export type Side = z.infer<typeof Side>

/** `in` says in what both differ, or what was overlooked for `same`. */
const Row = z.object({
  about: z.enum(aspects),
  service: name.optional(),
  name,
  is: z.enum(relations),
  in: z.array(z.string()).optional(),
  left: Side.optional(),
  right: Side.optional(),
})
export type Row = z.infer<typeof Row>

const Counts = z.object({
  differs: z.number(),
  onlyLeft: z.number(),
  onlyRight: z.number(),
  notTold: z.number(),
  same: z.number(),
  identical: z.number(),
})
export type Counts = z.infer<typeof Counts>

/** `total` counts the rows; what is identical is only counted. Builds are those of `window`. */
export const Output = z.object({
  conclusion: z.string(),
  left: z.string(),
  right: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  counts: Counts,
  secrets: z.object({ same: z.number(), different: z.number() }),
  total: z.number(),
  returned: z.number(),
  truncated: z.boolean(),
  cursor: z.string().optional(),
  rows: z.array(Row),
  overlooked: z.array(z.string()),
  gaps: z.array(Gap),
})
export type Output = z.infer<typeof Output>
