import type { Window } from '../window.ts'
import { type Change, type Ground, type Seen, judge } from './change.ts'
import { type Sampling, type Weighing, unsampled, weigh } from './sampling.ts'

/** Which messages are the baseline and which the window that is compared with it. */
export interface Comparison {
  readonly before: Window
  readonly during: Window
  /** Given when the messages are a sample. */
  readonly sampling?: Sampling
}

interface Question {
  readonly events: readonly { readonly atMs: number }[]
  /** The pattern of each event. */
  readonly of: readonly number[]
  readonly patterns: number
  readonly comparison: Comparison | null
}

/** Weighed counts of a pattern and what became of it. */
interface Compared {
  readonly count: number
  readonly before: number | null
  readonly during: number | null
  readonly change: Change | null
  readonly surprise: number
}

const steps = 60
const mostOfStep = 5
const enoughToKnow = 10

interface Row {
  count: number
  before: number
  during: number
  weighedBefore: number
  weighedDuring: number
  readonly stepsBefore: Float64Array
  readonly stepsDuring: Float64Array
}

/** Counts each pattern and judges its change. */
export function compare({ events, of, patterns, comparison }: Question): readonly Compared[] {
  const sampling = comparison?.sampling
  const weighing = sampling ? weigh(sampling, events) : unsampled
  const rows = Array.from({ length: patterns }, emptyRow)
  for (const [i, { atMs }] of events.entries()) {
    const row = rows[of[i]!]!
    const weight = weighing.weightAt(atMs)
    row.count += weight
    if (comparison) place(row, atMs, weight, comparison)
  }
  if (!comparison) {
    return rows.map(({ count }) => ({
      count: Math.round(count),
      before: null,
      during: null,
      change: null,
      surprise: 0,
    }))
  }
  const ground = groundOf(rows, comparison, weighing)
  return rows.map((row) => ({
    count: Math.round(row.count),
    before: Math.round(row.weighedBefore),
    during: Math.round(row.weighedDuring),
    ...judge(seenOf(row), ground),
  }))
}

function emptyRow(): Row {
  return {
    count: 0,
    before: 0,
    during: 0,
    weighedBefore: 0,
    weighedDuring: 0,
    stepsBefore: new Float64Array(steps),
    stepsDuring: new Float64Array(steps),
  }
}

function place(row: Row, atMs: number, weight: number, { before, during }: Comparison): void {
  if (atMs >= during.fromMs && atMs < during.toMs) {
    row.during++
    row.weighedDuring += weight
    row.stepsDuring[stepOf(atMs, during)]!++
  } else if (atMs >= before.fromMs && atMs < before.toMs) {
    row.before++
    row.weighedBefore += weight
    row.stepsBefore[stepOf(atMs, before)]!++
  }
}

function stepOf(atMs: number, { fromMs, toMs }: Window): number {
  return Math.floor(((atMs - fromMs) / (toMs - fromMs)) * steps)
}

function seenOf({ before, during, stepsDuring }: Row): Seen {
  let spread = 0
  for (const count of stepsDuring) spread += Math.min(count, mostOfStep)
  return { before, during, spread }
}

function groundOf(rows: readonly Row[], comparison: Comparison, weighing: Weighing): Ground {
  const before = weighing.exposure(comparison.before)
  const during = weighing.exposure(comparison.during)
  const known = rows.filter((row) => row.before >= enoughToKnow)
  const growths = known.map((row) => row.during / during / (row.before / before))
  return {
    before,
    during,
    growth: known.length < 3 ? 1 : Math.max(1, middle(growths)),
    unevenness: Math.max(0, middle(known.map(({ stepsBefore }) => unevenness(stepsBefore)))),
    steps,
    patterns: rows.length,
    rare: rows.length - known.length,
  }
}

/** By how many times the square of the mean the variance exceeds the mean. */
function unevenness(counts: Float64Array): number {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0)
  return (squares / (counts.length - 1) - mean) / mean ** 2
}

/** The median, 0 of none. */
function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
