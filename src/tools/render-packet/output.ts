import * as z from 'zod'

import { documentKinds } from '../../domain/facts/handoff.ts'
import { Untrusted } from '../../domain/untrusted.ts'

/** What was made and stored, who was told, and how it begins. */
export const Output = z.object({
  incident: z.string(),
  document: z.enum(documentKinds),
  file: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  asOf: z.string(),
  lint: z.literal('clean'),
  checkpoint: z.enum(['intact', 'altered', 'none']),
  chart: z.string().nullable(),
  told: z.array(z.string()),
  notTold: z.array(z.string()),
  nextUpdateDue: z.string().nullable(),
  markdown: Untrusted,
  truncated: z.boolean(),
})
export type Output = z.infer<typeof Output>
