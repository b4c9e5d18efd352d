import { HandoffError } from '../../domain/error.ts'
import { parseInstant, toIso } from '../../domain/time.ts'

/** The instant by which something is due; throws INVALID_INPUT without a zone and for one that has passed. */
export function dueAhead(due: string, nowMs: number): string {
  const dueMs = parseInstant(due, 'due')
  if (dueMs > nowMs) return toIso(dueMs)
  throw new HandoffError('INVALID_INPUT', 'due does not lie ahead.', {
    hint: 'Agree with the owner on a time that does.',
  })
}
