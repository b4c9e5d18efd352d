import type { ChangeEvent } from './change-event.ts'
import { nameMatcher } from './ranking/name-words.ts'
import { round } from './ranking/rates.ts'
import { type RankingScope, type Reason, reasonsFor, versionFinder } from './ranking/reasons.ts'
import { rollbacksOf } from './ranking/recovery.ts'
import { isDormant, type Timing, timingOf } from './ranking/timing.ts'
import { lookFor, trafficOf } from './ranking/traffic.ts'
import type { Verdict } from './ranking/verdict.ts'

/** A change with its reasons' log-odds added up (natural logarithm) and its place, 1 for the likeliest cause. */
export interface RankedChange {
  readonly change: ChangeEvent
  readonly rank: number
  readonly score: number
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
}

export interface Ranking {
  /** Causes by score, dormant ones among them, then possible mitigations, those of affected services first. */
  readonly ranked: readonly RankedChange[]
  /** False when no change is far likelier than not to be the cause: look for a cause outside the known changes too. */
  readonly strongSuspect: boolean
}

/** Seven to one that it is the cause. */
export const strongFrom = 2
/** As likely as not. */
export const possibleFrom = 0

/**
 * Orders changes by how likely each caused what began at the onset; every term of a score is a stated reason. `traffic` are
 * all changes known, of which `changes` may be a part: what most of them have in common says little about one of them.
 */
export function rankChanges(
  changes: readonly ChangeEvent[],
  scope: RankingScope,
  traffic: readonly ChangeEvent[] = changes,
): Ranking {
  const look = lookFor(scope.services, scope.seen?.texts ?? [])
  const looked = new Map(traffic.map((change) => [change, look(change)]))
  const ground = {
    scope,
    traffic: trafficOf(
      [...looked].map(([change, looks]) => ({ change, looks })),
      scope.onset,
      scope.fromMs ?? null,
    ),
    rollbacks: rollbacksOf(traffic, scope.onset),
    isAffectedRegion: nameMatcher(scope.regions),
    versionsOf: versionFinder(scope.seen),
  }
  const scored = changes.map((change) => {
    const timing = timingOf(change, scope.onset, scope.nowMs)
    const reasons = reasonsFor(change, looked.get(change) ?? look(change), timing, ground)
    const score = sumOf(reasons)
    return { change, score, verdict: verdictOf(timing, reasons), reasons }
  })
  const sorted = scored.toSorted(
    (a, b) =>
      Number(a.verdict === 'possible mitigation') - Number(b.verdict === 'possible mitigation') ||
      b.score - a.score ||
      b.change.startedAtMs - a.change.startedAtMs ||
      compare(a.change.source, b.change.source) ||
      compare(a.change.id, b.change.id),
  )
  return {
    ranked: sorted.map((item, i) => ({ ...item, rank: i + 1 })),
    strongSuspect: sorted.some((item) => item.verdict === 'strong'),
  }
}

/** Words that anybody may write, in a log line, a title or a commit, never make a suspect strong. */
const written: ReadonlySet<string> = new Set(['words', 'symptom', 'class by words'])

function verdictOf(timing: Timing, reasons: readonly Reason[]): Verdict {
  if (timing.when === 'after') return 'possible mitigation'
  if (timing.when === 'future') return 'weak'
  if (isDormant(timing)) return 'dormant'
  const measured = sumOf(reasons.filter(({ term }) => !written.has(term)))
  if (measured >= strongFrom && timing.when !== 'unknown') return 'strong'
  return sumOf(reasons) >= possibleFrom ? 'possible' : 'weak'
}

function sumOf(reasons: readonly Reason[]): number {
  return round(reasons.reduce((sum, { logOdds }) => sum + logOdds, 0))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
