import { HandoffError } from './error.ts'
import { parseInstant } from './time.ts'

/** A span of UTC time, epoch milliseconds, start included and end excluded. */
export interface Window {
  readonly fromMs: number
  readonly toMs: number
}

export const longestWindowMs = 31 * 86_400_000

/**
 * The window an answer is about: each given bound, else the fallback's.
 * Throws INVALID_INPUT for a bound without zone, an end at or before the start, or more than 31 days.
 */
export function resolveWindow(
  given: { readonly from?: string | undefined; readonly to?: string | undefined },
  fallback: Window,
): Window {
  const fromMs = given.from === undefined ? fallback.fromMs : parseInstant(given.from, 'from')
  const toMs = given.to === undefined ? fallback.toMs : parseInstant(given.to, 'to')
  if (toMs <= fromMs) {
    throw new HandoffError('INVALID_INPUT', 'The window ends at or before its start.', {
      hint: 'Give from earlier than to, both in UTC.',
    })
  }
  if (toMs - fromMs > longestWindowMs) {
    throw new HandoffError('INVALID_INPUT', 'The window is longer than 31 days.', {
      hint: 'Ask for at most 31 days; narrow it around the onset.',
    })
  }
  return { fromMs, toMs }
}
