import * as z from 'zod'

import { Gap } from '../../domain/gap.ts'
import { onsetOrigins } from './onset.ts'
import { Row, Suspect } from './row.ts'

/** `suspects` are at most three likely causes, `changes` one page in order of rank. */
export const Output = z.object({
  conclusion: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  onset: z.object({ at: z.string().optional(), from: z.enum(onsetOrigins) }),
  strongSuspect: z.boolean(),
  suspects: z.array(Suspect),
  total: z.number(),
  returned: z.number(),
  truncated: z.boolean(),
  cursor: z.string().optional(),
  changes: z.array(Row),
  sources: z.array(z.string()),
  gaps: z.array(Gap),
})
