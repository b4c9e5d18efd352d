import * as z from 'zod'

/** Input fields that several tools share; short, because every client reads them with each list. */
export const incidentField = z.string().max(64).describe('Incident id, e.g. INC-7Q3F')
export const fromField = z
  .string()
  .max(40)
  .optional()
  .describe('Start, UTC, e.g. 2026-11-23T07:00:00Z')
export const toField = z.string().max(40).optional().describe('End, UTC')
export const environmentField = z
  .string()
  .max(64)
  .optional()
  .describe('Environment, e.g. production')
export const cursorField = z.string().max(400).optional().describe('Cursor of the previous answer')
