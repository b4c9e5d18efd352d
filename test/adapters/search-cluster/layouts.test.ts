import { describe, expect, test } from 'vitest'

import { toIso } from '../../../src/domain/time.ts'
import type { LogFilters } from '../../../src/domain/logs/filters.ts'
import { held } from '../../support/search-cluster/documents.ts'
import { serverNames, sourceOn } from '../../support/search-cluster/sources.ts'
import { ask, ecs, reasons, startMs } from './asking.ts'

/** Documents as OpenTelemetry's exporters lay them out; every fourth is an error. */
const otel = Array.from({ length: 40 }, (_, i) => ({
  '@timestamp': toIso(startMs + i * 1_000),
  severity_number: i % 4 === 0 ? 17 : 9,
  severity_text: i % 4 === 0 ? 'ERROR' : 'INFO',
  body: { text: i % 4 === 0 ? `Upstream failed for order ${i}` : `served ${i}` },
  resource: { attributes: { 'service.name': 'web', 'service.version': '2.0.0' } },
  attributes: { 'http.response.status_code': 200, 'user.id': `u${i % 7}` },
  trace_id: `trace-${i}`,
}))

describe.each(serverNames)('%s', (server) => {
  test('OpenTelemetry: severity numbers, attributes of resource and record, the text of the body', async () => {
    const { source, cluster } = await sourceOn(server, { documents: held('logs-app', otel) })
    const found = await ask(source)
    expect([found.total, found.errors, found.affectedUsers]).toEqual([40, 10, 7])
    expect(found.tops).toMatchObject({
      service: [{ value: 'web', count: 40, errors: 10 }],
      version: [{ value: '2.0.0', count: 40, errors: 10 }],
      level: [
        { value: 'error', count: 10, errors: 10 },
        { value: 'info', count: 30, errors: 0 },
      ],
    })
    expect(found.samples[0]?.event).toMatchObject({
      level: 'error',
      service: 'web',
      message: 'Upstream failed for order 0',
      traceId: 'trace-0',
      user: 'u0',
    })
    expect(found.gaps).toEqual([])
    expect(cluster.violations).toEqual([])
  })

  test('both layouts side by side: each document is counted once, under the field that it has', async () => {
    const documents = [...held('logs-app', ecs(40)), ...held('logs-otel', otel)]
    const { source } = await sourceOn(server, { documents }, { indices: ['logs-*'] })
    const found = await ask(source)
    expect([found.total, found.errors]).toEqual([80, 20])
    expect(found.tops['service']).toEqual([
      { value: 'auth', count: 40, errors: 10 },
      { value: 'web', count: 40, errors: 10 },
    ])
    expect((await ask(source, { filters: { service: 'WEB' } })).total).toBe(40)
    expect((await ask(source, { filters: { level: 'error' } })).total).toBe(20)
  })

  test('of several fields the first that a document has holds, for figures and for filters', async () => {
    const documents = held(
      'logs-app',
      ecs(8, () => ({ app: 'web' })),
    )
    const { source } = await sourceOn(server, { documents })
    expect((await ask(source)).tops['service']).toEqual([{ value: 'auth', count: 8, errors: 2 }])
    expect((await ask(source, { filters: { service: 'auth' } })).total).toBe(8)
    expect((await ask(source, { filters: { service: 'web' } })).total).toBe(0)
  })

  test('text fields are compared and counted by their keyword', async () => {
    const types = { 'service.name': 'text+keyword' }
    const { source } = await sourceOn(server, { documents: held('logs-app', ecs(8)), types })
    const found = await ask(source, { filters: { service: 'auth' } })
    expect(found.tops['service']).toEqual([{ value: 'auth', count: 8, errors: 2 }])
    expect(found.gaps).toEqual([])
  })

  test('a field that can be neither compared nor counted is said', async () => {
    const types = { 'service.name': 'text' }
    const { source } = await sourceOn(server, { documents: held('logs-app', ecs(8)), types })
    const found = await ask(source)
    expect(found.tops['service']).toEqual([])
    expect(reasons(found)).toEqual([
      'Cannot be counted as it is mapped: service. Map it as keyword.',
    ])
  })

  test('messages that are not mapped come from the source, the allow-list alone', async () => {
    const types = { message: null }
    const { source, cluster } = await sourceOn(server, {
      documents: held('logs-app', ecs(8)),
      types,
    })
    const found = await ask(source)
    expect(found.samples[0]?.event.message).toBe('Upstream failed for order 0')
    const bodies = cluster.seen.map(({ body }) => body as { _source?: { includes?: string[] } })
    const included = bodies.flatMap((body) => body?._source?.includes ?? [])
    expect(included).toContain('message')
    expect(included).not.toContain('*')
    const text = { op: 'text', value: 'Upstream failed', resolved: false } as const
    expect((await ask(source, { filters: { expression: text } })).total).toBe(2)
  })

  test('without a date field nothing is counted, and that is said', async () => {
    const types = { '@timestamp': 'keyword' }
    const { source } = await sourceOn(server, { documents: held('logs-app', ecs(8)), types })
    expect(reasons(await ask(source))[0]).toMatch(/no date field such as @timestamp/)
  })

  test('what the configuration says of all events holds where they say nothing, the environment always', async () => {
    const bare = ecs(8, () => ({ service: {}, cloud: {}, 'service.environment': 'unknown' }))
    const { source } = await sourceOn(
      server,
      { documents: held('logs-app', bare) },
      { defaults: { service: 'auth', region: 'eu-west-1', environment: 'production' } },
    )
    const totals = async (filters: LogFilters) => (await ask(source, { filters })).total
    expect(await totals({ service: 'auth', region: 'EU-WEST-1', environment: 'production' })).toBe(
      8,
    )
    expect(await totals({ service: 'web' })).toBe(0)
    expect(await totals({ environment: 'unknown' })).toBe(0)
    const { tops, samples } = await ask(source)
    expect(tops['service']).toEqual([{ value: 'auth', count: 8, errors: 2 }])
    expect(samples[0]?.event).toMatchObject({ environment: 'production', region: 'eu-west-1' })
  })

  test('levels as numbers of a logger, in capitals and in other words', async () => {
    const named = ['ERROR', 'Err', 'fatal', 'critical', 'warning', 'INFO', 'notice'].map(
      (level, i) => ({ '@timestamp': toIso(startMs + i), level, message: 'm' }),
    )
    const words = await sourceOn(server, { documents: held('logs-app', named) })
    expect((await ask(words.source)).errors).toBe(4)
    const pino = [10, 20, 30, 40, 50, 60].map((level, i) => ({
      '@timestamp': toIso(startMs + i),
      level,
      message: 'm',
    }))
    const numbers = await sourceOn(server, { documents: held('logs-app', pino) })
    expect((await ask(numbers.source)).errors).toBe(2)
    expect((await ask(numbers.source, { filters: { level: 'warn' } })).total).toBe(3)
  })

  test('more values than are counted are said', async () => {
    const many = ecs(1_200, (i) => ({ 'url.path': `/p${i}`, cloud: { region: `r${i % 201}` } }))
    const setup = { documents: held('logs-app', many), judged: false }
    const { source } = await sourceOn(server, setup)
    expect(reasons(await ask(source))).toEqual([
      'Of region only the 200 most frequent values were counted.',
      'Of endpoint only the 1000 most frequent values were counted.',
    ])
  })

  test('endpoints are counted by their path alone, and found by it', async () => {
    const documents = held(
      'logs-app',
      ecs(8, (i) => ({ url: { original: `https://shop.example/orders/${i}?token=secret${i}` } })),
    )
    const { source } = await sourceOn(server, { documents })
    const found = await ask(source)
    expect(found.tops['endpoint']).toEqual([{ value: '/orders/:id', count: 8, errors: 2 }])
    expect((await ask(source, { filters: { endpoint: '/orders/:id' } })).total).toBe(8)
    expect((await ask(source, { filters: { endpoint: '/orders' } })).total).toBe(0)
  })
})
