import * as z from 'zod'

import { cursorField, incidentField, text } from '../fields.ts'

export const Input = z.strictObject({
  incident: incidentField.optional(),
  environment: text(80).optional().describe('e.g. staging; default all'),
  flag: text(200).optional().describe('Flag key; default all'),
  limit: z.number().optional().describe('At most 50'),
  cursor: cursorField,
})
export type Input = z.infer<typeof Input>
