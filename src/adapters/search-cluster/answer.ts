import * as z from 'zod'

import { ClusterFault } from './fault.ts'

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const Hit = z.object({
  sort: z.array(scalar).default([]),
  fields: z.record(z.string(), z.array(z.unknown())).default({}),
  ignored_field_values: z.record(z.string(), z.array(z.unknown())).default({}),
  _source: z.record(z.string(), z.unknown()).default({}),
})
export type Hit = z.infer<typeof Hit>

export const SearchAnswer = z.object({
  timed_out: z.boolean(),
  terminated_early: z.boolean().optional(),
  _shards: z.object({
    total: z.number(),
    successful: z.number(),
    failed: z.number(),
  }),
  /** Of a search across clusters: one that is skipped counts as success. */
  _clusters: z
    .object({ total: z.number(), successful: z.number(), skipped: z.number().default(0) })
    .optional(),
  hits: z.object({
    total: z.object({ value: z.number(), relation: z.enum(['eq', 'gte']) }).optional(),
    hits: z.array(Hit),
  }),
  aggregations: z.record(z.string(), z.unknown()).optional(),
  pit_id: z.string().optional(),
})
export type SearchAnswer = z.infer<typeof SearchAnswer>

/** What both products answer to an asynchronous search, under the names of one or the other. */
export const AsyncAnswer = z.object({
  id: z.string().optional(),
  is_running: z.boolean().optional(),
  state: z.string().optional(),
  response: SearchAnswer.optional(),
})
export type AsyncAnswer = z.infer<typeof AsyncAnswer>

const Bad = z.object({ doc_count: z.number() })

export const Values = z.object({
  sum_other_doc_count: z.number().default(0),
  buckets: z.array(
    z.object({ key: z.union([z.string(), z.number()]), doc_count: z.number(), bad: Bad }),
  ),
})

/** What `aggregations` asked for one field, or for the documents that have none. */
export const Stage = z.object({
  doc_count: z.number(),
  values: Values.optional(),
  bad: Bad.optional(),
})

export const Buckets = z.object({
  buckets: z.array(z.object({ key: z.number(), doc_count: z.number(), bad: Bad })),
})

export const Errors = z
  .object({ doc_count: z.number() })
  .catchall(z.union([z.number(), z.object({ distinct: z.object({ value: z.number() }) })]))

/** Parses what a cluster said; throws ClusterFault for anything else. */
export function parsed<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const found = schema.safeParse(body)
  if (!found.success) throw new ClusterFault('unexpected')
  return found.data
}
