import * as z from 'zod'

import { word } from './word.ts'

export const theirName = z.string().min(1).max(255)
export const theirNames = z.array(theirName).min(1).max(100).optional()

/** What environments of theirs are called here, by their names. */
export const ourEnvironments = z
  .record(
    theirName,
    z.union([
      word.transform((environment): { environment: string; region?: string } => ({ environment })),
      z.strictObject({ environment: word, region: word.optional() }),
    ]),
  )
  .default({})
