import * as z from 'zod'

/** Bounds are checked without being advertised: every client reads the schema with each list. */
const word = z
  .string()
  .refine((text) => text.length > 0 && text.length <= 400, '1 to 400 characters')
  .optional()

export const Input = z.strictObject({
  incident: word.describe('Incident id'),
  from: word.describe('UTC, e.g. 2026-11-23T07:00:00Z'),
  to: word.describe('UTC'),
  service: word.describe('e.g. auth'),
  environment: word.describe('e.g. production'),
  region: word.describe('e.g. eu-west-1'),
  level: word.describe('This or worse, e.g. error'),
  status: word.describe('503 or 5xx'),
  version: word.describe('Build version'),
  text: word.describe('Literal in the message'),
  query: word.describe('Words, "a phrase", field:value, AND OR NOT'),
  trace: word.describe('Trace id'),
  correlation: word.describe('Correlation id'),
  user: word.describe('A «...» token'),
  exclude_patterns: word.describe('Ids of an earlier answer'),
  samples: z.number().optional().describe('0 to 20'),
  cursor: word.describe('Of the previous answer'),
})
export type Input = z.infer<typeof Input>
