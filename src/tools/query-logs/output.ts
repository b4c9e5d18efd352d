import * as z from 'zod'

import { Gap } from '../../domain/gap.ts'
import { Label, outsideName } from '../../domain/provenance.ts'
import { Untrusted } from '../../domain/untrusted.ts'

const name = Label('log')
export type { Label }

/** `none` says why no onset was found. */
const Onset = z.object({
  none: z.string().nullable(),
  signal: z.string().nullable(),
  at: z.string().nullable(),
  earliest: z.string().nullable(),
  latest: z.string().nullable(),
  end: z.string().nullable(),
  rateBefore: z.number().nullable(),
  rateDuring: z.number().nullable(),
  ratio: z.number().nullable(),
  p: z.number().nullable(),
})

const Pattern = z.object({
  id: z.string(),
  count: z.number(),
  share: z.number(),
  first: z.string(),
  last: z.string(),
  new: z.boolean(),
  exemplar: Untrusted,
})

/** What the event does not say is left out. */
const Sample = z.object({
  at: z.string(),
  level: z.string().optional(),
  service: name.optional(),
  region: name.optional(),
  version: name.optional(),
  status: z.number().optional(),
  endpoint: name.optional(),
  traceId: name.optional(),
  message: Untrusted,
})

export const Output = z.object({
  window: z.object({ from: z.string(), to: z.string() }),
  region: z.string(),
  sources: z.array(outsideName('file')),
  query: z.string(),
  totals: z.object({
    total: z.number(),
    errors: z.number(),
    returned: z.number(),
    truncated: z.boolean(),
    partial: z.boolean(),
  }),
  gaps: z.array(Gap),
  /** Buckets follow each other from the start of the window. */
  histogram: z.object({
    bucketMinutes: z.number(),
    shows: z.enum(['errors', 'events']),
    sparkline: z.string(),
    buckets: z.object({ total: z.array(z.number()), errors: z.array(z.number()) }),
  }),
  onset: Onset,
  /** Of the errors, most frequent first; `share` 0 to 1 of all errors looked at. */
  patterns: z.array(Pattern),
  tops: z.record(
    z.string(),
    z.array(z.object({ value: name, count: z.number(), errors: z.number() })),
  ),
  /** Rounded; null below five. `shareOfMau` 0 to 1 of the service's monthly active users. */
  affectedUsers: z.object({ about: z.number().nullable(), shareOfMau: z.number().nullable() }),
  samples: z.array(Sample),
  cursor: z.string().nullable(),
  narrower: z.array(z.string()),
})
export type Output = z.infer<typeof Output>
