import * as z from 'zod'

import { evidenceKinds } from '../../domain/facts/evidence.ts'
import { Gap } from '../../domain/gap.ts'
import { Untrusted } from '../../domain/untrusted.ts'

/** What was kept and where it is read; `beginning` is a few lines of it, never the whole. */
export const Output = z.object({
  incident: z.string(),
  evidence: z.string(),
  kind: z.enum(evidenceKinds),
  title: Untrusted,
  uri: z.string(),
  file: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  lines: z.number(),
  total: z.number().nullable(),
  cut: z.boolean(),
  asOf: z.string(),
  window: z.object({ from: z.string(), to: z.string() }).nullable(),
  region: z.string(),
  source: z.string(),
  query: z.string(),
  gaps: z.array(Gap),
  beginning: Untrusted,
})
export type Output = z.infer<typeof Output>
