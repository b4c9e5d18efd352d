import { expect, test } from 'vitest'

import { searchText } from './folder.ts'

const atMs = Date.UTC(2026, 10, 23, 7)
const metadata = { metadata: { service: { name: 'auth', version: '1.4.2' } } }
const transaction = {
  transaction: {
    id: 't1',
    trace_id: 'abc',
    parent_id: 'p0',
    name: 'POST /v1/keys',
    timestamp: atMs * 1000,
    duration: 32.5,
    outcome: 'failure',
    context: {
      request: { url: { pathname: '/v1/keys/12' } },
      response: { status_code: 502 },
      user: { id: 'u1', email: 'ana@example.org' },
    },
  },
}
const span = {
  span: {
    id: 's1',
    transaction_id: 't1',
    parent_id: 't1',
    trace_id: 'abc',
    name: 'SELECT FROM keys',
    timestamp: atMs * 1000 + 1500,
    duration: 3.25,
    context: { http: { response: { status_code: 200 } } },
  },
}
const log = { log: { '@timestamp': atMs + 5, message: 'boom', trace_id: 'abc' } }
const intake = [metadata, transaction, span, log, { metricset: { timestamp: atMs * 1000 } }]
  .map((line) => JSON.stringify(line))
  .join('\n')

const batch = {
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'auth' } }] },
      scopeSpans: [
        {
          spans: [
            {
              traceId: 'abc',
              spanId: 's1',
              parentSpanId: '',
              name: 'POST /v1/keys',
              startTimeUnixNano: `${atMs}000001`,
              endTimeUnixNano: `${atMs + 32}500001`,
              status: { code: 2 },
              attributes: [{ key: 'http.response.status_code', value: { intValue: '502' } }],
            },
          ],
        },
      ],
    },
  ],
}

test('transactions and spans of an APM intake are events when they are asked for', async () => {
  const found = await searchText(intake, {}, { spans: true, order: 'time' })
  expect(found.gaps).toEqual([])
  expect(found.samples).toMatchObject([
    {
      atMs,
      message: 'POST /v1/keys',
      level: 'error',
      service: 'auth',
      version: '1.4.2',
      status: 502,
      endpoint: '/v1/keys/:id',
      traceId: 'abc',
      correlationId: 't1',
      user: 'u1',
      people: [{ class: 'email', value: 'ana@example.org' }],
      span: { id: 't1', parent: 'p0', durationMs: 32.5 },
    },
    {
      atMs: atMs + 1,
      message: 'SELECT FROM keys',
      status: 200,
      span: { id: 's1', parent: 't1', durationMs: 3.25 },
    },
    { atMs: atMs + 5, message: 'boom', traceId: 'abc' },
  ])
  expect(found.samples[2]).not.toHaveProperty('span')
})

test.each([
  ['a line at a time', JSON.stringify(batch)],
  ['as one document', JSON.stringify(batch, null, 2)],
])('OTLP spans are read %s', async (_, text) => {
  const found = await searchText(text, {}, { spans: true })
  expect(found.samples).toMatchObject([
    {
      atMs,
      message: 'POST /v1/keys',
      level: 'error',
      service: 'auth',
      status: 502,
      traceId: 'abc',
      span: { id: 's1', parent: null, durationMs: 32.5 },
    },
  ])
})

test('without being asked for they are passed over and no gap', async () => {
  const apm = await searchText(intake)
  expect([apm.total, apm.brokenLines, apm.gaps]).toEqual([1, 0, []])
  for (const text of [JSON.stringify(batch), JSON.stringify(batch, null, 2)]) {
    const otlp = await searchText(text)
    expect([otlp.total, otlp.brokenLines, otlp.gaps]).toEqual([0, 0, []])
  }
})

test('a span that names no times lasts nothing', async () => {
  const odd = { ...batch.resourceSpans[0]!.scopeSpans[0]!.spans[0]!, endTimeUnixNano: 'x' }
  const text = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [odd] }] }] })
  const found = await searchText(text, {}, { spans: true })
  expect(found.samples[0]?.span?.durationMs).toBe(0)
})
