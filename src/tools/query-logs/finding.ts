import type { FactBody } from '../../domain/fact.ts'
import { instantMs } from '../../domain/time.ts'
import type { LogResult } from '../../ports/log-store.ts'
import { errorRate } from './figures.ts'
import { digits } from './onset-words.ts'
import type { Output } from './output.ts'

/** What goes on the incident's record: the figures that packet, chart and ranking are made from. */
export function findingOf(
  output: Output,
  result: LogResult,
  asOf: string,
): FactBody<'finding.recorded'> {
  const { onset, window, totals, patterns } = output
  const fromMs = instantMs(window.from)!
  const toMs = instantMs(window.to)!
  const onsetMs = onset.at === null ? null : instantMs(onset.at)!
  const endMs = onset.end === null ? toMs : instantMs(onset.end)!
  const before = onsetMs === null ? null : errorRate(result.buckets, fromMs, onsetMs)
  const during = errorRate(result.buckets, onsetMs ?? fromMs, endMs)
  return {
    tool: 'query_logs',
    statement: `${totals.errors} errors in ${totals.total} events. ${onset.words}`,
    query: output.query,
    window: { ...window },
    region: output.region,
    asOf,
    values: {
      total: totals.total,
      errors: totals.errors,
      errorRate: during === null ? null : digits(during),
      errorRateBefore: before === null ? null : digits(before),
      onset: onset.at,
      onsetEarliest: onset.earliest,
      onsetLatest: onset.latest,
      onsetEnd: onset.end,
      onsetSignal: onset.signal,
      ratio: onset.ratio,
      p: onset.p,
      affectedUsers: output.affectedUsers.about,
      affectedShare: output.affectedUsers.shareOfMau,
      patterns: patterns.length,
      newPatterns: patterns.filter((pattern) => pattern.new).length,
    },
    gaps: [...output.gaps],
  }
}
