import type { FactBody } from '../../domain/fact.ts'
import { instantMs } from '../../domain/time.ts'
import type { LogEvent } from '../../domain/logs/event.ts'
import type { LogFilters } from '../../domain/logs/filters.ts'
import type { LogResult } from '../../ports/log-store.ts'
import { errorRate } from '../shared/logs/figures.ts'
import { digits, onsetSentence } from './onset-words.ts'
import type { Output } from './output.ts'

type Values = FactBody<'finding.recorded'>['values']

const plainId = /^[\w-]{8,64}$/
const plainName = /^[\w.-]{1,64}$/

/** What goes on the incident's record: the figures that packet, chart and ranking are made from. */
export function findingOf(
  output: Output,
  result: LogResult,
  filters: LogFilters,
  asOf: string,
): FactBody<'finding.recorded'> {
  const { onset, window, totals } = output
  const fromMs = instantMs(window.from)!
  const toMs = instantMs(window.to)!
  const onsetMs = onset.at === null ? null : instantMs(onset.at)!
  const endMs = onset.end === null ? toMs : instantMs(onset.end)!
  const before = onsetMs === null ? null : errorRate(result.buckets, fromMs, onsetMs)
  const during = errorRate(result.buckets, onsetMs ?? fromMs, endMs)
  const isRead = result.sources.length > 0
  const sinceMs = onset.signal === 'volume' ? null : onsetMs
  return {
    tool: 'query_logs',
    statement: isRead
      ? `${totals.errors} errors in ${totals.total} events. ${onsetSentence(onset)}`
      : 'No source of logs could be read: whether there were errors is unknown.',
    query: output.query,
    window: { ...window },
    region: output.region,
    asOf,
    values: {
      ...scopeOf(filters),
      total: isRead ? totals.total : null,
      errors: isRead ? totals.errors : null,
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
      ...mainPattern(output),
      traceIds: idsOf(result.errorEvents, sinceMs, (event) => event.traceId),
      correlationIds: idsOf(result.errorEvents, sinceMs, (event) => event.correlationId),
    },
    gaps: [...output.gaps],
  }
}

/** Which service it is about, and by what else events were left out: then its rates are not those of all requests. */
function scopeOf({ service, level, status, version }: LogFilters): Values {
  const narrowed = Object.entries({ level, status, version }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  )
  return {
    service: service !== undefined && plainName.test(service) ? service : null,
    narrowedBy: narrowed.length === 0 ? null : narrowed.join(', '),
  }
}

/** The most frequent pattern since the onset, else the most frequent at all, with the whole of its example. */
function mainPattern({ patterns }: Output): Values {
  const main = patterns.find(({ change }) => change === 'new') ?? patterns[0]
  if (main === undefined) return { pattern: null }
  return {
    pattern: main.id,
    patternCount: main.count,
    patternShare: main.share,
    patternFirst: main.first,
    patternText: main.exemplar.text,
  }
}

/** Three ids, first, middle and last of the errors since the onset, where an engineer starts to look. */
function idsOf(
  events: readonly LogEvent[],
  sinceMs: number | null,
  idOf: (event: LogEvent) => string | null,
): string | null {
  const ids = events
    .filter(({ atMs }) => sinceMs === null || atMs >= sinceMs)
    .flatMap((event) => idOf(event) ?? [])
    .filter((id) => plainId.test(id))
  const picked = [ids[0], ids[Math.floor(ids.length / 2)], ids.at(-1)]
  const known = [...new Set(picked)].filter((id) => id !== undefined)
  return known.length === 0 ? null : known.join(', ')
}
