import { setTimeout as pause } from 'node:timers/promises'

import { describe, expect, test } from 'vitest'

import { isReading } from '../../../src/adapters/search-cluster/reading.ts'
import type { LogExpression } from '../../../src/domain/logs/expression.ts'
import type { LogResult } from '../../../src/ports/log-store.ts'
import { mergeLogSources } from '../../../src/ports/merge-log-sources.ts'
import { toIso } from '../../../src/domain/time.ts'
import { held } from '../../support/search-cluster/documents.ts'
import { type Fault, faults } from '../../support/search-cluster/faults.ts'
import { serverNames, sourceOn } from '../../support/search-cluster/sources.ts'
import { ask, base, ecs, reasons, startMs } from './asking.ts'

const text = (value: string): LogExpression => ({ op: 'text', value, resolved: false })
const hide = (message: string): string => message.replace(/\S+@\S+/g, '«email»')

describe.each(serverNames)('%s', (server) => {
  test('names, versions and privileges are looked up once, not with every question', async () => {
    const { source, cluster } = await sourceOn(server, { documents: held('logs-app', ecs(8)) })
    await ask(source)
    const first = cluster.seen.length
    await ask(source)
    const again = cluster.seen.slice(first).map(({ method, path }) => `${method} ${path}`)
    expect(again.filter((one) => !/_search|_pit/.test(one))).toEqual([])
    expect(again).toHaveLength(6)
  })

  test('views are let go of', async () => {
    const { source, cluster } = await sourceOn(server, { documents: held('logs-app', ecs(8)) })
    await ask(source)
    const views = cluster.seen.filter(({ path }) => /_pit|point_in_time/.test(path))
    expect(views.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
  })

  test('views that may not be opened by whoever may search are done without in OpenSearch alone', async () => {
    const how = faults['403']
    const documents = held('logs-app', ecs(40))
    const fault = { at: /_pit$|point_in_time$/, how }
    const { source } = await sourceOn(server, { documents, fault })
    const found = await ask(source)
    expect([found.total, found.gaps.length]).toEqual(server === 'OpenSearch' ? [40, 0] : [0, 1])
  })

  test('a server without views is paged all the same', async () => {
    const how: Fault = (response) =>
      response.writeHead(400, { 'content-type': 'application/json' }).end()
    const { source } = await sourceOn(server, {
      documents: held('logs-app', ecs(40)),
      fault: { at: /_pit$|point_in_time$/, how },
    })
    const found = await ask(source)
    expect([found.total, found.samples.length, found.gaps]).toEqual([40, 3, []])
  })

  test.each([['errors first'], ['time']] as const)(
    'pages in the order %s give events of one moment once each, in an order that stays',
    async (order) => {
      const same = Array.from({ length: 50 }, (_, i) => ({
        '@timestamp': toIso(startMs + Math.floor(i / 10)),
        'log.level': i % 3 === 0 ? 'error' : 'info',
        message: `m${i}`,
      }))
      const { source } = await sourceOn(server, { documents: held('logs-app', same) })
      const store = mergeLogSources([source])
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: LogResult = await store.search(
          { ...base, samples: 7, order, after },
          new AbortController().signal,
        )
        seen.push(...page.samples.map(({ message }) => message))
        after = page.next
      } while (after !== null)
      expect(new Set(seen).size).toBe(50)
      expect(seen).toHaveLength(50)
    },
  )

  test('patterns of many errors come from a random sample, even over time and said with its rate', async () => {
    // A quiet hour with an error every three seconds, then forty thousand of them in one minute.
    const quiet = Array.from({ length: 1_180 }, (_, i) => startMs + i * 3_000)
    const burst = Array.from({ length: 40_000 }, (_, i) => startMs + 3_540_000 + i * 1.4)
    const many = [...quiet, ...burst].map((atMs, i) => ({
      '@timestamp': toIso(Math.floor(atMs)),
      'log.level': 'error',
      message: `failed ${i}`,
    }))
    const { source } = await sourceOn(server, { documents: held('logs-app', many), judged: false })
    const found = await ask(source)
    const { errorEvents } = found
    expect(found.errors).toBe(41_180)
    expect(errorEvents.filter(({ atMs }) => atMs < startMs + 3_540_000)).toHaveLength(1_180)
    expect(errorEvents.length).toBeGreaterThan(9_000)
    expect(errorEvents.length).toBeLessThan(11_000)
    const half = errorEvents.filter(({ atMs }) => atMs >= startMs + 3_540_000 + 28_000).length
    expect(half / (errorEvents.length - 1_180)).toBeCloseTo(0.5, 1)
    const percent = Number(((errorEvents.length / 41_180) * 100).toPrecision(2))
    expect(reasons(found)).toEqual([
      `Patterns come from a random sample of ${errorEvents.length} of 41180 errors, ${percent} %, even over time.`,
    ])
  })

  test('spans are answered with when they are asked for, and left out otherwise', async () => {
    const apm = ecs(4, (i) => ({
      'log.level': null,
      message: null,
      http: {},
      span: { id: `s${i}`, name: 'GET /orders', duration: { us: 12_500 } },
      parent: { id: `t${i}` },
    }))
    const traces = Array.from({ length: 3 }, (_, i) => ({
      '@timestamp': toIso(startMs + i),
      trace_id: 'trace-1',
      span_id: `o${i}`,
      name: 'charge',
      kind: 'Client',
      duration: 7_000_000,
    }))
    const documents = [
      ...held('logs-app', ecs(4)),
      ...held('traces-apm', apm),
      ...held('traces-otel', traces),
    ]
    const indices = ['logs-app', 'traces-*']
    const { source, cluster } = await sourceOn(server, { documents }, { indices })
    expect((await ask(source)).total).toBe(4)
    const whole = await ask(source, { spans: true, order: 'time', samples: 20 })
    expect(whole.total).toBe(11)
    const story = await ask(source, {
      spans: true,
      order: 'time',
      samples: 20,
      filters: { traceId: 'trace-1' },
    })
    expect(story.samples.map(({ event }) => [event.message, event.span?.durationMs])).toEqual([
      ['charge', 7],
      ['charge', 7],
      ['charge', 7],
      ['served 1', undefined],
      ['GET /orders', 12.5],
    ])
    expect(story.samples.at(-1)?.event.span).toEqual({ id: 's1', parent: 't1', durationMs: 12.5 })
    expect(cluster.violations).toEqual([])
  })

  test('answers that are too large are asked for in smaller pages', async () => {
    const long = ecs(1_200, (i) => ({
      'log.level': 'error',
      message: `failed ${i} ${'x'.repeat(12_000)}`,
    }))
    const { source } = await sourceOn(server, { documents: held('logs-app', long), judged: false })
    const found = await ask(source)
    expect([found.errorEvents.length, found.gaps]).toEqual([1_200, []])
  })

  test('G1: a text counts only where its reader sees it, whatever the cluster finds', async () => {
    const documents = held(
      'logs-app',
      ecs(40, (i) => ({ message: `order ${i} of ann@example.com` })),
    )
    const { source } = await sourceOn(server, { documents })
    const totals = async (expression: LogExpression) =>
      (await ask(source, { filters: { expression, shown: hide } })).total
    expect(await totals(text('order'))).toBe(40)
    expect(await totals(text('ann'))).toBe(0)
    expect(await totals(text('order 7 of'))).toBe(1)
    expect(await totals({ op: 'not', of: text('ann@example') })).toBe(40)
    expect(await totals({ op: 'not', of: { op: 'not', of: text('ann@example') } })).toBe(0)
    expect(
      await totals({ op: 'or', of: [text('order 7 of'), { op: 'not', of: text('order') }] }),
    ).toBe(1)
  })

  test('G1: that more was found than looked at is said only where some of it can be read', async () => {
    const documents = held(
      'logs-app',
      Array.from({ length: 12_000 }, (_, i) => ({
        '@timestamp': toIso(startMs + i),
        message: `order ${i} of ann@example.com`,
      })),
    )
    const { source } = await sourceOn(server, { documents, judged: false })
    const gapsOf = async (value: string) =>
      reasons(await ask(source, { filters: { expression: text(value), shown: hide } }))
    const [whole] = await gapsOf('nowhere')
    expect(await gapsOf('ann')).toEqual([whole])
    expect(await gapsOf('order')).toEqual([
      whole,
      'Every figure is of a random sample of 83 % of the events that were found.',
    ])
  })

  test('excluded patterns are left out of every figure', async () => {
    const { source } = await sourceOn(server, { documents: held('logs-app', ecs(40)) })
    const excluding = {
      matches: (message: string) => message.startsWith('Upstream'),
      phrases: [['Upstream failed for order']],
    }
    const found = await ask(source, { filters: { excluding } })
    expect([found.total, found.errorEvents.length, found.gaps]).toEqual([30, 0, []])
  })

  test('over a long window the search is asynchronous', async () => {
    const window = { fromMs: startMs - 30 * 86_400_000, toMs: startMs + 3_600_000 }
    const documents = held('logs-app', ecs(40))
    const { source, cluster } = await sourceOn(server, { documents, polls: 2 })
    const found = await ask(source, { window, bucketMs: 86_400_000 })
    expect([found.total, found.gaps]).toEqual([40, []])
    expect(cluster.seen.some(({ path }) => /async/.test(path))).toBe(true)
    expect(cluster.violations).toEqual([])
  })

  test('what an asynchronous search had found by the deadline is the answer, said with numbers', async () => {
    const window = { fromMs: startMs - 30 * 86_400_000, toMs: startMs + 3_600_000 }
    const documents = held('logs-app', ecs(40))
    const { source, cluster } = await sourceOn(
      server,
      { documents, polls: 1_000_000, judged: false },
      { budgetMs: 3_000 },
    )
    const found = await ask(source, { window, bucketMs: 86_400_000, samples: 0 })
    expect(found.total).toBe(40)
    expect(reasons(found)[0]).toBe(
      'When time was up 1 of 2 shards had answered: every figure may be too low.',
    )
    expect(cluster.seen.some(({ method, path }) => method === 'DELETE' && /async/.test(path))).toBe(
      true,
    )
  })

  test('a call that was ended is ended', async () => {
    const setup = { documents: held('logs-app', ecs(8)), fault: { at: /./, how: () => undefined } }
    const { source } = await sourceOn(server, setup)
    const controller = new AbortController()
    const asked = source.search(base, controller.signal)
    await pause(50)
    controller.abort()
    expect(reasons(await asked)).toHaveLength(1)
  })

  test('nothing but bounded queries is sent, and credentials with each', async () => {
    const { source, cluster } = await sourceOn(server, { documents: held('logs-app', ecs(8)) })
    await ask(source, {
      filters: {
        service: 'a*',
        version: '/x.*/',
        expression: text('a* OR {"script": 1}'),
        shown: hide,
      },
    })
    const sent = cluster.seen.map(({ body }) => JSON.stringify(body ?? {})).join('\n')
    expect(sent).not.toMatch(
      /"(?:script\w*|runtime_mappings|wildcard|regexp|query_string|simple_query_string|prefix|fuzzy)":/,
    )
    const wanted = server === 'OpenSearch' ? /^Basic / : /^ApiKey /
    for (const { headers } of cluster.seen) expect(headers.authorization).toMatch(wanted)
  })
})

test.each([
  ['PUT', '/logs/_doc/1'],
  ['POST', '/logs/_doc'],
  ['POST', '/_bulk'],
  ['POST', '/logs/_delete_by_query'],
  ['DELETE', '/logs'],
  ['DELETE', '/_all'],
  ['POST', '/_security/api_key'],
  ['POST', '/_search/scroll'],
  ['POST', '/_msearch'],
  ['GET', '/_cat/indices'],
  ['POST', '/logs/_search/template'],
])('%s %s is no reading', (method, path) => {
  expect(isReading(method, path)).toBe(false)
})
