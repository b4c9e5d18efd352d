import * as z from 'zod'

import { cursorField, incidentField, text } from '../fields.ts'
import { aspects } from './difference.ts'

export const Input = z.strictObject({
  incident: incidentField.optional(),
  left: text(80).optional().describe('Environment; default where the incident is'),
  right: text(80).optional().describe('E.g. staging'),
  about: z.enum(aspects).optional().describe('Default all'),
  service: text(80).optional().describe('Default all'),
  cursor: cursorField,
  limit: z.number().optional().describe('At most 50'),
})
export type Input = z.infer<typeof Input>
