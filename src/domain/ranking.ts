import type { ChangeEvent } from './change-event.ts'
import { type RankingScope, type Reason, reasonsFor } from './ranking/reasons.ts'
import { type Timing, timingOf } from './ranking/timing.ts'
import type { Verdict } from './ranking/verdict.ts'

/** A change with `prior` and its reasons' log-odds added up (natural logarithm) and its place, 1 for the likeliest cause. */
export interface RankedChange {
  readonly change: ChangeEvent
  readonly rank: number
  readonly score: number
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
}

export interface Ranking {
  /** Causes by score, then possible mitigations by time between those worth a look and the rest. */
  readonly ranked: readonly RankedChange[]
  /** False when no change is far likelier than not to be the cause: look for a cause outside the known changes too. */
  readonly strongSuspect: boolean
}

/** Log-odds of any one change in the window before anything is known about it. */
export const prior = -2.5
/** Seven to one that it is the cause. */
const strongFrom = 2
/** As likely as not. */
const possibleFrom = 0

const order: Readonly<Record<Verdict, number>> = {
  strong: 0,
  possible: 1,
  'possible mitigation': 2,
  weak: 3,
  dormant: 4,
}

/** Orders changes by how likely each caused what began at the onset; every term of a score is a stated reason. */
export function rankChanges(changes: readonly ChangeEvent[], scope: RankingScope): Ranking {
  const scored = changes.map((change) => {
    const timing = timingOf(change, scope.onset)
    const reasons = reasonsFor(change, timing, scope)
    const score = round(reasons.reduce((sum, reason) => sum + reason.logOdds, prior))
    return { change, score, verdict: verdictOf(timing, score), reasons }
  })
  const sorted = scored.toSorted(
    (a, b) =>
      order[a.verdict] - order[b.verdict] ||
      (a.verdict === 'possible mitigation' ? 0 : b.score - a.score) ||
      b.change.startedAtMs - a.change.startedAtMs ||
      compare(a.change.source, b.change.source) ||
      compare(a.change.id, b.change.id),
  )
  return {
    ranked: sorted.map((item, i) => ({ ...item, rank: i + 1 })),
    strongSuspect: sorted.some((item) => item.verdict === 'strong'),
  }
}

function verdictOf(timing: Timing, score: number): Verdict {
  if (timing.when === 'after') return 'possible mitigation'
  if (timing.when === 'dormant') return 'dormant'
  if (score >= strongFrom && timing.when !== 'unknown') return 'strong'
  return score >= possibleFrom ? 'possible' : 'weak'
}

function round(score: number): number {
  return Math.round(score * 100) / 100
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
