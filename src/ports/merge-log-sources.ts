import { HandoffError } from '../domain/error.ts'
import type { Gap } from '../domain/gap.ts'
import { compareKeys, writeKey } from '../domain/logs/sample-page.ts'
import { mergeCounts } from '../domain/logs/merge-counts.ts'
import type { LogQuery, LogResult, LogSource, LogStore, SourceResult } from './log-store.ts'

/** One store of several sources, asked side by side; one that fails is a gap beside what the others say. */
export function mergeLogSources(sources: readonly LogSource[]): LogStore {
  return {
    async search(query, signal) {
      const found = await Promise.all(sources.map((source) => ask(source, query, signal)))
      signal.throwIfAborted()
      return merged(query, found)
    },
    async check(signal) {
      return (await Promise.all(sources.map((source) => source.check(signal)))).flat()
    },
  }
}

/** Throws what the query itself is refused for; all else is a gap. */
async function ask(source: LogSource, query: LogQuery, signal: AbortSignal): Promise<SourceResult> {
  try {
    return await source.search(query, signal)
  } catch (error) {
    if (error instanceof HandoffError && error.code === 'INVALID_INPUT') throw error
    return {
      ...mergeCounts(query, []),
      sources: [],
      samples: [],
      more: false,
      brokenLines: 0,
      gaps: [gapOf(error)],
    }
  }
}

function gapOf(error: unknown): Gap {
  const reason = error instanceof HandoffError ? error.message : 'The source failed.'
  return { source: 'logs', reason }
}

function merged(query: LogQuery, results: readonly SourceResult[]): LogResult {
  const { gaps, ...counts } = mergeCounts(query, results)
  const all = results
    .flatMap(({ samples }) => samples)
    .toSorted((a, b) => compareKeys(a.key, b.key))
  const page = all.slice(0, query.samples)
  const positions = page.map(({ key }) => writeKey(key))
  const more = all.length > page.length || results.some((result) => result.more)
  return {
    ...counts,
    sources: results.flatMap(({ sources }) => sources),
    samples: page.map(({ event }) => event),
    positions,
    next: more ? (positions.at(-1) ?? null) : null,
    brokenLines: results.reduce((sum, { brokenLines }) => sum + brokenLines, 0),
    gaps: [...results.flatMap((result) => result.gaps), ...gaps],
  }
}
