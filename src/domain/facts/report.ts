import * as z from 'zod'

import { changeKinds } from '../change-event.ts'

const text = z.string().nullable()

/** A change that somebody told of: a feed by its name, or null for whoever works the incident. Instants are full ISO. */
export const Recorded = z.object({
  feed: text,
  id: z.string(),
  kind: z.enum(changeKinds),
  service: text,
  target: text,
  environment: text,
  region: text,
  version: text,
  previous: text,
  startedAt: z.string(),
  finishedAt: text,
  state: text,
  actor: text,
  approvedBy: z.array(z.string()),
  url: text,
  rollback: text,
  commit: text,
  previousCommit: text,
  pullRequests: z.array(z.string()),
  files: z
    .object({
      migration: z.number(),
      configuration: z.number(),
      dependency: z.number(),
      code: z.number(),
    })
    .nullable(),
  notes: z.string(),
})
