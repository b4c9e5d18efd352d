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
  /** Against the time before the onset; left out without one. */
  change: z.enum(['new', 'surged', 'vanished', 'steady']).optional(),
  /** So many came before the onset. */
  before: z.number().optional(),
  exemplar: Untrusted,
})

/** What the event does not say is left out, and a message that the pattern beside it shows. */
const Sample = z.object({
  at: z.string(),
  /** In a story, since its first event. */
  afterMs: z.number().optional(),
  /** Of a span. */
  durationMs: z.number().optional(),
  level: z.string().optional(),
  service: name.optional(),
  region: name.optional(),
  version: name.optional(),
  status: z.number().optional(),
  endpoint: name.optional(),
  traceId: name.optional(),
  pattern: z.string().optional(),
  message: Untrusted.optional(),
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
  /** Counts of steps that follow each other from the start of the window. */
  histogram: z.object({
    bucketMinutes: z.number(),
    shows: z.enum(['errors', 'events']),
    sparkline: z.string(),
    counts: z.array(z.number()),
  }),
  onset: Onset,
  /** New and surged ones first, then the most frequent; `share` 0 to 1 of all that were looked at. */
  patterns: z.array(Pattern),
  /** What was looked at, how many patterns it has, and how much of it those shown make up. */
  coverage: z.object({
    of: z.enum(['errors', 'events']),
    patterns: z.number(),
    percent: z.number(),
  }),
  tops: z.record(
    z.string(),
    z.array(z.object({ value: name, count: z.number(), errors: z.number() })),
  ),
  /** Rounded; null below five. `shareOfMau` 0 to 1 of the service's monthly active users. */
  affectedUsers: z.object({ about: z.number().nullable(), shareOfMau: z.number().nullable() }),
  /** One request in the order of time, by its trace or correlation id; `followed` are further ids of it. */
  story: z
    .object({
      services: z.array(name),
      lastsMs: z.number(),
      followed: z.array(z.object({ id: z.enum(['trace', 'correlation']), value: name })),
    })
    .nullable(),
  samples: z.array(Sample),
  cursor: z.string().nullable(),
  narrower: z.array(z.string()),
})
export type Output = z.infer<typeof Output>
