import { onsetOfCounts } from '../../src/domain/onset.ts'
import { draw, type Drift, type Rise, type Scatter } from './scenario.ts'

/** What is drawn from each cell; every one is found in a name of the tables. */
export const kinds = ['quiet', 'x10', 'burst', 'x3'] as const
export type Kind = (typeof kinds)[number]

export interface Cell {
  readonly mean: number
  readonly scatter: Scatter
  readonly drift: Drift
  readonly length: number
  readonly margin: number
}

export interface Tally {
  drawn: number
  found: number
  /** Of those found, at most two bins from the true start. */
  near: number
  /** Of those found, with the true start in the interval. */
  held: number
}

export type Figures = Readonly<Record<Kind, Tally>>

const binMs = 60_000

export function noFigures(): Figures {
  const none = (): Tally => ({ drawn: 0, found: 0, near: 0, held: 0 })
  return { quiet: none(), x10: none(), burst: none(), x3: none() }
}

/** Draws `series` of every kind, twice as many quiet ones, and adds what was found to each of the figures. */
export function measure(
  cell: Cell,
  series: number,
  seed: number,
  figures: readonly Figures[],
): void {
  for (const [at, kind] of kinds.entries()) {
    const most = kind === 'quiet' ? 2 * series : series
    for (let i = 0; i < most; i++) {
      measureOne(cell, kind, seed + 7_919 * (i * kinds.length + at), figures)
    }
  }
}

function measureOne(cell: Cell, kind: Kind, seed: number, figures: readonly Figures[]): void {
  const { counts, start } = draw(cell, riseOf(kind, cell.margin), seed)
  const onset = onsetOfCounts(counts, { startMs: 0, bucketMs: binMs })
  for (const { [kind]: tally } of figures) {
    tally.drawn++
    if (!onset.found) continue
    tally.found++
    if (start === null) continue
    if (Math.abs(onset.atMs / binMs - start) <= 2) tally.near++
    if (onset.earliestMs <= start * binMs && start * binMs < onset.latestMs) tally.held++
  }
}

function riseOf(kind: Kind, margin: number): Rise | null {
  if (kind === 'quiet') return null
  if (kind === 'burst') return { times: 10, bins: 15, margin }
  return { times: kind === 'x10' ? 10 : 3, bins: Infinity, margin }
}
