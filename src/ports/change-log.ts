import type { ChangeDifference, ChangeRange } from '../domain/change-difference.ts'
import type { ChangeEvent } from '../domain/change-event.ts'
import type { Gap } from '../domain/gap.ts'
import type { Window } from '../domain/window.ts'
import type { SourceCheck } from './source-check.ts'

export interface ChangeLogResult {
  readonly changes: readonly ChangeEvent[]
  readonly sources: readonly string[]
  readonly gaps: readonly Gap[]
  /** Those sources that also told what lies up to `lookBackMs` before the window. */
  readonly lookedBack?: readonly string[]
}

/** A window, and how far before it sources are asked too that answer without asking anybody. */
export interface ChangeWindow extends Window {
  readonly lookBackMs?: number
}

/** What changed, from every source at once. A source that fails is a gap; `sources` are those that answered. */
export interface ChangeLog {
  changes(window: ChangeWindow, signal: AbortSignal): Promise<ChangeLogResult>
  /** What lies between two versions; null when no source knows both. */
  difference(range: ChangeRange, signal: AbortSignal): Promise<ChangeDifference | null>
  /** Whether each source can be reached and read. */
  check(signal: AbortSignal): Promise<readonly SourceCheck[]>
}

/** One source of changes; `name` stands in gaps and in each of its events. */
export interface ChangeSource extends ChangeLog {
  readonly name: string
  /** It reads what lies on this machine: a longer window costs nobody a request. */
  readonly isLocal?: true
}

/**
 * Asks all sources at once: oldest change first, one event per source and id (the last one told wins).
 * A source that throws becomes a gap; only the caller's own abort is thrown on.
 */
export function mergeChangeLogs(
  configured: readonly ChangeSource[],
  /** Those that are there although nobody configured them. */
  beside: readonly ChangeSource[] = [],
): ChangeLog {
  const sources = [...configured, ...beside]
  return {
    async changes({ lookBackMs = 0, ...window }, signal) {
      const results = await Promise.allSettled(
        sources.map((source) =>
          source.changes(source.isLocal ? longer(window, lookBackMs) : window, signal),
        ),
      )
      signal.throwIfAborted()
      const answered = results.flatMap((result) =>
        result.status === 'fulfilled' ? [result.value] : [],
      )
      const failed = results.flatMap((result, i) =>
        result.status === 'rejected' ? [{ source: sources[i]!.name, reason: failure }] : [],
      )
      return {
        changes: distinct(answered.flatMap((result) => result.changes)),
        sources: [...new Set(answered.flatMap((result) => result.sources))].toSorted(),
        gaps: [
          ...(configured.length === 0 ? [notConfigured] : []),
          ...answered.flatMap((result) => result.gaps),
          ...failed,
        ].toSorted((a, b) => compare(a.source, b.source) || compare(a.reason, b.reason)),
        ...(lookBackMs > 0 && { lookedBack: lookedBack(sources, results) }),
      }
    },
    async difference(range, signal) {
      const ownFirst = sources.toSorted(
        (a, b) => Number(b.name === range.source) - Number(a.name === range.source),
      )
      for (const source of ownFirst) {
        const found = await source.difference(range, signal)
        if (found !== null) return found
      }
      return null
    },
    async check(signal) {
      const checks = await Promise.all(sources.map((source) => source.check(signal)))
      return checks.flat()
    },
  }
}

function longer({ fromMs, toMs }: Window, lookBackMs: number): Window {
  return { fromMs: Math.max(0, fromMs - lookBackMs), toMs }
}

function lookedBack(
  sources: readonly ChangeSource[],
  results: readonly PromiseSettledResult<ChangeLogResult>[],
): readonly string[] {
  const local = results.flatMap((result, i) =>
    sources[i]!.isLocal && result.status === 'fulfilled' ? result.value.sources : [],
  )
  return [...new Set(local)].toSorted()
}

const failure = 'The source failed; what it knows is missing here.'
const notConfigured: Gap = { source: 'changes', reason: 'No source of changes is configured.' }

function distinct(changes: readonly ChangeEvent[]): readonly ChangeEvent[] {
  const byKey = new Map(changes.map((change) => [`${change.source}\0${change.id}`, change]))
  return [...byKey.values()].toSorted(
    (a, b) => a.startedAtMs - b.startedAtMs || compare(a.source, b.source) || compare(a.id, b.id),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
