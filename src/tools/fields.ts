import * as z from 'zod'

/** A string of at most so many characters. The bound is checked, not advertised: every client would read it each time. */
export function text(most: number): z.ZodString {
  return z.string().refine((value) => value.length <= most, { error: `at most ${most} characters` })
}

/** Input fields that several tools share; short, because every client reads them with each list. */
export const incidentField = text(64).describe('Incident id')
export const fromField = z
  .string()
  .max(40)
  .optional()
  .describe('Start, UTC, e.g. 2026-11-23T07:00:00Z')
export const toField = z.string().max(40).optional().describe('End, UTC')
export const cursorField = z.string().max(400).optional().describe('Cursor of the previous answer')
