import { failAt } from './fault.ts'

/** Counts of bins that follow each other; milliseconds. */
export interface CountSeries {
  readonly id: string | number | null
  readonly startMs: number
  readonly binMs: number
  readonly counts: readonly number[]
}

export const mostBins = 100_000

/** Of a count so large, or of so many, sums would no longer be exact. */
const mostCount = 1e9

/** Throws INVALID_INPUT naming the line for what is no count. */
export function countOf(value: unknown, line: number): number {
  if (typeof value === 'number' && value >= 0 && value <= mostCount) return value
  return failAt(line, 'A count is no number from 0 to 1,000,000,000.', 'Give counts of events.')
}
