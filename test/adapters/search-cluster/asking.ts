import { toIso } from '../../../src/domain/time.ts'
import type { LogQuery, LogSource, SourceResult } from '../../../src/ports/log-store.ts'

export const startMs = Date.UTC(2026, 10, 23, 7)

/** Documents as ECS lays them out, one a second; every fourth is an error. */
export function ecs(count: number, more: (i: number) => object = () => ({})): readonly object[] {
  return Array.from({ length: count }, (_, i) => ({
    '@timestamp': toIso(startMs + i * 1_000),
    'log.level': i % 4 === 0 ? 'error' : 'info',
    message: i % 4 === 0 ? `Upstream failed for order ${i}` : `served ${i}`,
    service: { name: 'auth', version: '1.4.2' },
    cloud: { region: 'eu-west-1' },
    http: { response: { status_code: i % 4 === 0 ? 503 : 200 } },
    trace: { id: `trace-${i}` },
    user: { id: `u${i % 7}` },
    ...more(i),
  }))
}

export const base: LogQuery = {
  window: { fromMs: startMs, toMs: startMs + 3_600_000 },
  filters: {},
  bucketMs: 60_000,
  samples: 3,
  order: 'errors first',
  after: null,
  spans: false,
}

export function ask(source: LogSource, query: Partial<LogQuery> = {}): Promise<SourceResult> {
  return source.search({ ...base, ...query }, new AbortController().signal)
}

/** What the gaps say, without their sources. */
export function reasons({ gaps }: SourceResult): readonly string[] {
  return gaps.map(({ reason }) => reason)
}
