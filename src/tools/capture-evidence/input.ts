import * as z from 'zod'

import { evidenceKinds } from '../../domain/facts/evidence.ts'
import { incidentField, text } from '../fields.ts'

/** Bounds are checked without being advertised: every client reads the schema with each list. */
export const Input = z.strictObject({
  incident: incidentField,
  kind: z.enum(evidenceKinds).describe('What to keep'),
  target: text(1_000).optional().describe('Change id or versions a..b, flag key, file path'),
  /** What it may hold depends on the kind, so the kind checks it. */
  filter: z
    .looseObject({})
    .optional()
    .describe('As in query_logs, e.g. {"service":"auth"}; of a flag: environment'),
  from: text(40).optional().describe('UTC; default the window of the incident'),
  to: text(40).optional().describe('UTC'),
  lines: z.number().optional().describe('Of a log; at most 500'),
  title: text(200).optional().describe('One line'),
})
export type Input = z.infer<typeof Input>
