import type { ChangeEvent } from '../change-event.ts'
import { mayBeSame } from './environment-names.ts'
import { gOf } from './share-test.ts'
import type { OnsetSpan } from './timing.ts'

/** Events and errors of one step of time. */
export interface ErrorStep {
  readonly fromMs: number
  readonly total: number
  readonly errors: number
}

const settleMs = 5 * 60_000
const lookMs = 60 * 60_000
const fewestErrors = 10
const critical = 10.83

/** By service, the changes after the onset that put an earlier version back. */
export interface Rollbacks {
  /** When that change was undone, epoch milliseconds; null when nothing says so. */
  undoneAt(change: ChangeEvent): number | null
}

/** States in which nothing was put back; what somebody only said proves none either. */
const putsNothingBack =
  /^(?:said|committed|tagged|merged|queued|pending|waiting|planned|scheduled|skipped|rejected|aborted|cancell?ed|failed|failure|errore?d?|timed[ _-]?out)$/i

/** An undoing counts for the environment that it was made in alone. */
export function rollbacksOf(changes: readonly ChangeEvent[], onset: OnsetSpan | null): Rollbacks {
  const back = new Map<string, { readonly environment: string | null; readonly atMs: number }[]>()
  for (const change of changes) {
    const { service, version, previous, startedAtMs } = change
    if (onset === null || startedAtMs <= onset.latestMs) continue
    if (version === null || previous === null || putsNothingBack.test(change.state ?? '')) continue
    const { environment, finishedAtMs } = change
    const undoing = { environment, atMs: finishedAtMs ?? startedAtMs }
    const key = keyOf(service, previous, version)
    const list = back.get(key)
    if (list) list.push(undoing)
    else back.set(key, [undoing])
  }
  return {
    undoneAt({ service, version, previous, environment }) {
      if (version === null || previous === null || version === previous) return null
      const all = back.get(keyOf(service, version, previous)) ?? []
      const own = all.filter((each) => mayBeSame(each.environment, environment))
      return own.length === 0 ? null : Math.min(...own.map(({ atMs }) => atMs))
    },
  }
}

function keyOf(service: string | null, from: string, to: string): string {
  return [service?.toLowerCase() ?? '', from, to].join('\n')
}

/** Whether errors fell once that moment had passed; undefined while too little was counted on either side. */
export function errorsFell(
  steps: readonly ErrorStep[],
  onsetMs: number,
  undoneMs: number,
): boolean | undefined {
  const sum = (fromMs: number, toMs: number) =>
    steps
      .filter((step) => step.fromMs >= fromMs && step.fromMs < toMs)
      .reduce(
        (all, { total, errors }) => ({ count: all.count + total, errors: all.errors + errors }),
        { count: 0, errors: 0 },
      )
  const during = sum(onsetMs, undoneMs)
  const after = sum(undoneMs + settleMs, undoneMs + settleMs + lookMs)
  if (during.errors < fewestErrors || during.count === 0 || after.count === 0) return undefined
  const rate = after.errors / after.count / (during.errors / during.count)
  if (rate <= 0.5) return gOf(during, after) >= critical ? true : undefined
  return during.count > 0 && rate > 0.8 ? false : undefined
}
