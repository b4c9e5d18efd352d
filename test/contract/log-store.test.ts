import { afterAll, describe, expect, test } from 'vitest'

import { toIso } from '../../src/domain/time.ts'
import type { LogFilters } from '../../src/domain/logs/filters.ts'
import type { LogQuery, LogResult } from '../../src/ports/log-store.ts'
import { mergeLogSources } from '../../src/ports/merge-log-sources.ts'
import { searchText } from '../adapters/local-logs/folder.ts'
import { held } from '../support/search-cluster/documents.ts'
import { openSource, serverNames } from '../support/search-cluster/sources.ts'

const startMs = Date.UTC(2026, 10, 23, 7)
const minuteMs = 60_000
const bad = (i: number): boolean => i % 5 === 0

/** A hundred ECS documents, one every six seconds; each fifth is a 503 of one of seven users. */
const documents = Array.from({ length: 100 }, (_, i) => ({
  '@timestamp': toIso(startMs + i * 6_000),
  'log.level': bad(i) ? 'error' : 'info',
  message: bad(i) ? `Upstream failed for order ${i}` : `served ${i}`,
  'service.name': i < 50 ? 'auth' : 'web',
  'service.environment': 'production',
  'service.version': i < 50 ? '1.4.2' : '2.0.0',
  'cloud.region': 'eu-west-1',
  'http.response.status_code': bad(i) ? 503 : 200,
  'trace.id': `t${i}`,
  'user.id': `u${i % 7}`,
}))

const base: LogQuery = {
  window: { fromMs: startMs, toMs: startMs + 10 * minuteMs },
  filters: {},
  bucketMs: minuteMs,
  samples: 3,
  order: 'errors first',
  after: null,
  spans: false,
}

const clusters = new Map(
  serverNames.map((server) => [
    server,
    openSource(server, { documents: held('logs-app', documents) }),
  ]),
)

afterAll(async () => {
  for (const opened of clusters.values()) await (await opened).cluster.close()
})

/** How each adapter answers a query over those documents. */
const stores: readonly [string, (query: LogQuery) => Promise<LogResult>][] = [
  [
    'embedded',
    (query) => searchText(documents.map((one) => JSON.stringify(one)).join('\n'), {}, query),
  ],
  ...serverNames.map((server): (typeof stores)[number] => [
    server,
    async (query) => {
      const { source, cluster } = await clusters.get(server)!
      const found = await mergeLogSources([source]).search(query, new AbortController().signal)
      if (cluster.violations.length > 0) throw new Error(cluster.violations.join('\n'))
      return found
    },
  ]),
]

describe.each(stores)('the log store %s', (_, searchStore) => {
  const ask = (more: Partial<LogQuery> = {}): Promise<LogResult> =>
    searchStore({ ...base, ...more })

  test('counts exactly: total, errors, buckets, users', async () => {
    const result = await ask()
    expect([result.total, result.errors, result.affectedUsers]).toEqual([100, 20, 7])
    expect(result.buckets).toEqual(
      Array.from({ length: 10 }, (__, i) => ({
        fromMs: startMs + i * minuteMs,
        total: 10,
        errors: 2,
      })),
    )
    expect([result.brokenLines, result.gaps]).toEqual([0, []])
  })

  test('a window takes its start and leaves its end', async () => {
    const window = { fromMs: startMs + 6_000, toMs: startMs + 12_000 }
    expect((await ask({ window })).total).toBe(1)
  })

  test('top values are those with most errors, with both counts', async () => {
    const { tops } = await ask()
    expect(tops['service']).toEqual([
      { value: 'auth', count: 50, errors: 10 },
      { value: 'web', count: 50, errors: 10 },
    ])
    expect(tops['status']).toEqual([
      { value: '503', count: 20, errors: 20 },
      { value: '200', count: 80, errors: 0 },
    ])
    expect(Object.keys(tops).toSorted()).toEqual([
      'endpoint',
      'level',
      'region',
      'service',
      'status',
      'version',
    ])
  })

  test.each<[LogFilters, number]>([
    [{ service: 'auth' }, 50],
    [{ environment: 'production', region: 'eu-west-1' }, 100],
    [{ environment: 'staging' }, 0],
    [{ version: '2.0.0', level: 'error' }, 10],
    [{ level: 'warn' }, 20],
    [{ status: '503' }, 20],
    [{ status: '5xx' }, 20],
    [{ status: '2xx', service: 'web' }, 40],
    [{ traceId: 't42' }, 1],
    [{ user: 'u3' }, 14],
    [{ expression: { op: 'text', value: 'UPSTREAM failed', resolved: false } }, 20],
    [{ expression: { op: 'text', value: 'a.*', resolved: false } }, 0],
  ])('the filter %j leaves %i', async (filters, total) => {
    expect((await ask({ filters })).total).toBe(total)
  })

  test('errors come for the miner in time order', async () => {
    const { errorEvents } = await ask()
    expect(errorEvents.map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: 20 }, (__, i) => startMs + i * 30_000),
    )
  })

  test('pages walk through all events once, errors first, then in time order', async () => {
    const seen: string[] = []
    let after: string | null = null
    let pages = 0
    do {
      const page: LogResult = await ask({ after, samples: 7 })
      seen.push(...page.samples.map(({ traceId }) => traceId!))
      after = page.next
      pages++
    } while (after !== null)
    const numbers = Array.from({ length: 100 }, (__, i) => i)
    const order = [...numbers.filter(bad), ...numbers.filter((i) => !bad(i))]
    expect(seen).toEqual(order.map((i) => `t${i}`))
    expect(pages).toBe(15)
  })

  test('a position that nobody gave is refused', async () => {
    await expect(ask({ after: 'nonsense' })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  test('no samples asked for, none given', async () => {
    expect((await ask({ samples: 0 })).samples).toEqual([])
  })
})
