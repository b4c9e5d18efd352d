import type { ChangeEvent } from '../domain/change-event.ts'
import { factSchemas } from '../domain/fact.ts'
import { effectOf } from '../domain/ungranted/effect.ts'
import { changeOfReport, sourceOf } from '../domain/report.ts'
import type { Window } from '../domain/window.ts'
import type { ChangeSource } from '../ports/change-log.ts'
import type { IncidentRecord } from '../ports/record.ts'

/** Changes that somebody told Baton, as the record keeps them: one feed's, or for null what people said in incidents. */
export interface ReportsOptions {
  readonly record: Pick<IncidentRecord, 'entries'>
  readonly feed: string | null
  /** Why nothing can be told at present; null when it can. */
  readonly fault: string | null
}

const kinds = ['report.recorded'] as const
const mostKept = 10_000

/** Of one id the last telling holds, beside an earlier one that it contradicts. What is not on the record is not shown. */
export function reportedChanges({ record, feed, fault }: ReportsOptions): ChangeSource {
  const source = sourceOf(feed)
  const kept = new Map<string, ChangeEvent>()
  let seenUpTo = 0
  let purged = 0
  let dropped = 0

  /** Takes in what was told since the last look. */
  const look = (): void => {
    for (const { seq, body } of record.entries({ kinds, afterSeq: seenUpTo })) {
      seenUpTo = seq
      const { data } = factSchemas['report.recorded'].safeParse(body)
      if (data === undefined) purged += 1
      if (data === undefined || data.feed !== feed) continue
      const change = changeOfReport(data)
      const before = kept.get(change.id)
      if (before !== undefined && isOther(before, change)) {
        kept.set(`${before.id}\n${seq}`, { ...before, id: `${before.id}:${seq}` })
      }
      kept.delete(data.id)
      kept.set(data.id, change)
      while (kept.size > mostKept) {
        kept.delete(kept.keys().next().value!)
        dropped += 1
      }
    }
  }

  return {
    name: source,
    isLocal: true,
    async changes(window, signal) {
      signal.throwIfAborted()
      look()
      const changes = [...kept.values()].filter((change) => touches(change, window))
      const reasons = [
        ...(fault === null ? [] : [fault]),
        ...(purged > 0 ? [`${purged} changes that were told have been purged.`] : []),
        ...(dropped > 0 ? [`${dropped} earlier changes beyond the limit were left out.`] : []),
      ]
      return {
        changes,
        // Nobody is asked to say something by hand, so that silence is no answer.
        sources: feed !== null || changes.length > 0 ? [source] : [],
        gaps: reasons.map((reason) => ({ source, reason })),
      }
    },
    difference: () => Promise.resolve(null),
    check() {
      if (feed === null) return Promise.resolve([])
      return Promise.resolve([
        fault === null
          ? {
              source,
              state: 'ok',
              message: 'POST /changes is open to it under baton serve --http.',
            }
          : { source, state: 'failed', message: fault },
      ])
    },
  }
}

/** More than progress: no later telling takes a change that took effect out of its place, its time or its effect. */
function isOther(before: ChangeEvent, after: ChangeEvent): boolean {
  const said = (change: ChangeEvent): string => (change.source === 'record' ? change.notes : '')
  return (
    effectOf(before) !== 'none' &&
    ((['kind', 'service', 'target', 'environment', 'startedAtMs'] as const).some(
      (name) => before[name] !== null && before[name] !== after[name],
    ) ||
      said(before) !== said(after) ||
      effectOf(after) === 'none')
  )
}

function touches(change: ChangeEvent, window: Window): boolean {
  const endMs = change.finishedAtMs ?? change.startedAtMs
  return change.startedAtMs < window.toMs && endMs >= window.fromMs
}
