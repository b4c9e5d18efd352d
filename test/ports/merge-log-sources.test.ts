import { expect, test } from 'vitest'

import { localLogs } from '../../src/adapters/local-logs/logs.ts'
import { HandoffError } from '../../src/domain/error.ts'
import { toIso } from '../../src/domain/time.ts'
import type { LogQuery, LogSource } from '../../src/ports/log-store.ts'
import { mergeLogSources } from '../../src/ports/merge-log-sources.ts'
import { folder } from '../adapters/local-logs/folder.ts'

const startMs = Date.UTC(2026, 10, 23, 7)
const never = new AbortController().signal
const query: LogQuery = {
  window: { fromMs: startMs, toMs: startMs + 60_000 },
  filters: {},
  bucketMs: 10_000,
  samples: 4,
  order: 'errors first',
  after: null,
  spans: false,
}

/** Two sources with the same moments; every third event of each is an error. */
async function twoSources(): Promise<readonly LogSource[]> {
  const root = await folder(
    Object.fromEntries(
      ['auth', 'web'].map((service) => [
        `${service}.ndjson`,
        Array.from({ length: 12 }, (_, i) =>
          JSON.stringify({
            '@timestamp': toIso(startMs + Math.floor(i / 2) * 5_000),
            'log.level': i % 3 === 0 ? 'error' : 'info',
            'service.name': service,
            'trace.id': `${service}-${i}`,
            'user.id': `${service}-${i % 4}`,
            message: `event ${i}`,
          }),
        ).join('\n'),
      ]),
    ),
  )
  return ['auth', 'web'].map((name) =>
    localLogs({ root, entries: [{ files: [`${name}.ndjson`], format: 'auto' }] }),
  )
}

test('counts add up, users are those of the larger source, and pages walk through all sources once', async () => {
  const store = mergeLogSources(await twoSources())
  const whole = await store.search(query, never)
  expect([whole.total, whole.errors, whole.affectedUsers]).toEqual([24, 8, 4])
  expect(whole.buckets.map(({ total }) => total)).toEqual([8, 8, 8, 0, 0, 0])
  expect(whole.tops['service']).toEqual([
    { value: 'auth', count: 12, errors: 4 },
    { value: 'web', count: 12, errors: 4 },
  ])
  expect(whole.errorEvents.map(({ atMs }) => atMs)).toEqual(
    whole.errorEvents.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
  )
  expect(whole.gaps.map(({ reason }) => reason)).toEqual([
    'Users were counted in each source apart: the most stands.',
  ])
  const seen: string[] = []
  for (let after: string | null = null, first = true; first || after !== null; first = false) {
    const page = await store.search({ ...query, after }, never)
    seen.push(...page.samples.map(({ traceId }) => traceId!))
    after = page.next
  }
  expect(seen).toHaveLength(24)
  expect(new Set(seen).size).toBe(24)
  expect(seen.slice(0, 8).every((id) => Number(id.split('-')[1]) % 3 === 0)).toBe(true)
})

test('in the order of time errors do not come first', async () => {
  const store = mergeLogSources(await twoSources())
  const { samples } = await store.search({ ...query, samples: 24, order: 'time' }, never)
  const times = samples.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('a source that fails is a gap, in our words, beside what the others say', async () => {
  const [auth] = await twoSources()
  const broken: LogSource = {
    search: () => Promise.reject(new Error('secret of the vendor')),
    check: () => Promise.resolve([]),
  }
  const down: LogSource = {
    search: () => Promise.reject(new HandoffError('UPSTREAM', 'The cluster is down.')),
    check: () => Promise.resolve([]),
  }
  const found = await mergeLogSources([auth!, broken, down]).search(query, never)
  expect(found.total).toBe(12)
  expect(found.gaps).toEqual([
    { source: 'logs', reason: 'The source failed.' },
    { source: 'logs', reason: 'The cluster is down.' },
  ])
})

test('a query that is refused is refused, whichever source says so', async () => {
  const store = mergeLogSources(await twoSources())
  await expect(store.search({ ...query, after: 'nonsense' }, never)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
})

test('no source at all counts nothing in every bucket', async () => {
  const found = await mergeLogSources([]).search(query, never)
  expect([found.total, found.buckets.length, found.next]).toEqual([0, 6, null])
})

test('files are checked by their heads', async () => {
  const root = await folder({ 'a.log': '2026-11-23 07:00:00 no zone\n', 'b.ndjson': '{"ts":1}\n' })
  const entries = [{ files: ['a.log', 'b.ndjson'], format: 'auto' as const }]
  const checks = await mergeLogSources([localLogs({ root, entries })]).check(never)
  expect(Object.fromEntries(checks.map(({ source, state }) => [source, state]))).toEqual({
    'a.log': 'failed',
    'b.ndjson': 'ok',
  })
})
