import * as z from 'zod'

import { Gap } from '../gap.ts'

export const evidenceKinds = ['log', 'changes', 'difference', 'flag', 'file'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/**
 * An item that is already stored, read back and hashed: `sha256` is of the bytes of `file`, a path below the incident's
 * folder. `total` is how much there was to take from, `cut` says that not all of it was kept.
 */
export const Captured = z.object({
  evidence: z.string(),
  kind: z.enum(evidenceKinds),
  title: z.string(),
  source: z.string(),
  query: z.string(),
  window: z.object({ from: z.string(), to: z.string() }).nullable(),
  region: z.string(),
  asOf: z.string(),
  file: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  lines: z.number(),
  total: z.number().nullable(),
  cut: z.boolean(),
  gaps: z.array(Gap),
})
