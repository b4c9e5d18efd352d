import type * as z from 'zod'

import { HandoffError } from '../../domain/error.ts'
import type { JsonObject } from '../../domain/json.ts'

const safeField = /^[\w-]{1,40}$/

/** Parses arguments; throws INVALID_INPUT that names fields and what was expected, never a value that was sent. */
export function parseInput(schema: z.ZodType, raw: unknown): JsonObject {
  const result = schema.safeParse(raw)
  if (result.success) return result.data as JsonObject
  const faults = result.error.issues.slice(0, 5).map(fault)
  throw new HandoffError('INVALID_INPUT', `The arguments do not fit: ${faults.join('; ')}.`, {
    hint: 'Correct these fields; the tool list describes each with an example.',
  })
}

function fault(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).filter((part) => safeField.test(part))
  const field = path.length > 0 ? path.join('.') : 'the whole'
  switch (issue.code) {
    case 'unrecognized_keys': {
      const named = issue.keys.filter((key) => safeField.test(key)).slice(0, 3)
      return `unknown field ${named.join(', ') || '(unprintable)'}`
    }
    case 'invalid_type':
      return `${field} must be ${issue.expected}`
    case 'invalid_value':
      return `${field} must be one of ${issue.values.map(String).join(', ')}`
    case 'too_big':
      return `${field} must be at most ${issue.maximum}`
    case 'too_small':
      return `${field} must be at least ${issue.minimum}`
    case 'custom':
      return `${field}: ${issue.message}`
    default:
      return `${field} is not in the expected form`
  }
}
