import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { toIso } from '../../../src/domain/time.ts'
import { searchText } from './folder.ts'

const iso = '2026-11-23T07:00:00.123Z'

test.each([
  ['{"@timestamp":"2026-11-23T07:00:00.123Z","message":"m"}', iso],
  ['{"time":1795417200123,"msg":"m","level":50}', iso],
  ['{"ts":1795417200.123,"msg":"m"}', iso],
  ['{"timestamp":1795417200123000,"msg":"m"}', iso],
  ['{"time":"2026-11-23T08:00:00.123+0100","msg":"m"}', iso],
  ['{"time":"2026-11-23 07:00:00,123","msg":"m"}', iso],
  ['2026-11-23T07:00:00.123Z m', iso],
  ['[2026-11-23 07:00:00.123] m', iso],
  ['2026/11/23 07:00:00 m', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23 07:00:00,123 INFO m', iso],
  ['app.log 2026-11-23 07:00:00.123 25746 INFO m', iso],
  ['Nov 23 07:00:00 host sshd[1]: m', '2026-11-23T07:00:00.000Z'],
  ['<34>Nov  3 07:00:00 host sshd[1]: m', '2026-11-03T07:00:00.000Z'],
  ['[Mon Nov 23 07:00:00.123 2026] [error] m', iso],
  ['10.0.0.1 - - [23/Nov/2026:08:00:00 +0100] "GET / HTTP/1.1" 500 2', '2026-11-23T07:00:00.000Z'],
  ['261123 070000 148 INFO m', '2026-11-23T07:00:00.000Z'],
  ['20261123-7:0:0:123|m', iso],
  ['[11.23 07:00:00] m', '2026-11-23T07:00:00.000Z'],
  ['11-23 07:00:00.123  1702  2395 D m', iso],
  ['E1123 07:00:00.123456 1 a.go:1] m', iso],
  ['23-Nov-2026 07:00:00.123 SEVERE m', iso],
  ['Mon, 23 Nov 2026 07:00:00 GMT m', '2026-11-23T07:00:00.000Z'],
  ['1795417200.123 m', iso],
  ['1795417200123 m', iso],
  ['level=info ts=1795417200.123 msg="m"', iso],
])('reads the time of %s', async (line, at) => {
  const result = await searchText(`${line}\n`, { zone: 'UTC', year: 2026 })
  expect(result.gaps).toEqual([])
  expect(result.samples.map((event) => toIso(event.atMs))).toEqual([at])
})

test.each([
  ['2026-11-23 07:00:00 m', undefined, 'Its times carry no zone; set zone: for'],
  [
    'Nov 23 07:00:00 host m',
    undefined,
    'Its times carry no zone and no year; set zone: and year: for',
  ],
  ['Nov 23 07:00:00 host m', 'UTC', 'Its times carry no year; set year: for'],
  ['{"time":"2026-11-23 07:00:00","msg":"m"}', undefined, 'Its times carry no zone; set zone: for'],
  ['2026-11-23 07:00:00 m', 'Mars/Base', 'The zone: of this entry is unknown;'],
  ['no time at all', 'UTC', 'No line bears a time that Baton can read.'],
])('refuses to guess: %s', async (line, zone, reason) => {
  const result = await searchText(`${line}\n`, { zone })
  expect(result.total).toBe(0)
  expect(result.sources).toEqual([])
  expect(result.gaps).toEqual([{ source: 'a.log', reason: expect.stringContaining(reason) }])
})

test('ECS in dotted and nested keys is one event in our words', async () => {
  const dotted = {
    '@timestamp': iso,
    'log.level': 'ERROR',
    message: 'boom',
    'service.name': 'auth',
    'service.version': '1.4.2',
    'cloud.region': 'eu-west-1',
    'http.response.status_code': 503,
    'url.path': '/v1/users/4711/keys?mail=a%40b.c',
    'trace.id': 'abc',
    'user.id': 'u1',
    'host.name': 'h',
  }
  const nested = {
    '@timestamp': iso,
    log: { level: 'error' },
    message: 'boom',
    service: { name: 'auth', version: '1.4.2' },
    cloud: { region: 'eu-west-1' },
    http: { response: { status_code: 503 } },
    url: { path: '/v1/users/4711/keys?mail=a%40b.c' },
    trace: { id: 'abc' },
    user: { id: 'u1' },
    host: { name: 'h' },
  }
  const text = [dotted, nested].map((line) => JSON.stringify(line)).join('\n')
  const { samples } = await searchText(text, { environment: 'production' })
  expect(samples[0]).toEqual({
    atMs: Date.parse(iso),
    level: 'error',
    message: 'boom',
    service: 'auth',
    environment: 'production',
    region: 'eu-west-1',
    version: '1.4.2',
    status: 503,
    endpoint: '/v1/users/:id/keys',
    traceId: 'abc',
    correlationId: null,
    user: 'u1',
    fields: { 'host.name': 'h' },
  })
  expect(samples[1]).toEqual(samples[0])
})

test('OTLP reads the same a line at a time and as one pretty document', async () => {
  const batch = {
    resourceLogs: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'auth' } }] },
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: '1795417200123000000',
                severityNumber: 17,
                body: { stringValue: 'boom' },
                traceId: 'AB',
                attributes: [
                  { key: 'http.response.status_code', value: { intValue: '500' } },
                  { key: 'enduser.id', value: { stringValue: 'u1' } },
                ],
              },
              {
                observedTimeUnixNano: '1795417201000000000',
                body: { kvlistValue: { values: [] } },
              },
            ],
          },
        ],
      },
    ],
  }
  const line = await searchText(`${JSON.stringify(batch)}\n`)
  const pretty = await searchText(JSON.stringify(batch, null, 2))
  expect(line.samples).toEqual(pretty.samples)
  expect(line.total).toBe(2)
  expect(line.samples[0]).toMatchObject({
    atMs: Date.parse(iso),
    level: 'error',
    message: 'boom',
    service: 'auth',
    status: 500,
    traceId: 'AB',
    user: 'u1',
  })
})

test('a stack trace joins the line before it', async () => {
  const result = await searchText(
    '2026-11-23T07:00:00Z ERROR boom\n\tat a.b(c.java:1)\nCaused by: x\n2026-11-23T07:00:01Z INFO fine\n',
  )
  expect(result.samples.map((event) => event.message)).toEqual([
    'ERROR boom\n\tat a.b(c.java:1)\nCaused by: x',
    'INFO fine',
  ])
})

test('plain lines say level, status, endpoint and pairs; the first of a name wins', async () => {
  const access = '10.0.0.1 - - [23/Nov/2026:07:00:00 +0000] "GET /v1/orders/42?x=1 HTTP/1.1" 503 17'
  const pairs = '2026-11-23T07:00:00Z level=warn service=auth trace_id=t1 status=429 service=fake'
  expect((await searchText(access)).samples[0]).toMatchObject({
    status: 503,
    endpoint: '/v1/orders/:id',
  })
  expect((await searchText(pairs)).samples[0]).toMatchObject({
    level: 'warn',
    service: 'auth',
    traceId: 't1',
    status: 429,
  })
})

test('packed files are read; a damaged one is a gap', async () => {
  const packed = gzipSync(`{"time":"${iso}","msg":"m"}\n`.repeat(1000))
  const whole = await searchText(packed)
  expect([whole.total, whole.gaps]).toEqual([1000, []])
  const damaged = await searchText(packed.subarray(0, packed.length - 12))
  expect(damaged.gaps).toEqual([
    { source: 'a.log', reason: expect.stringContaining('cut off or damaged') },
  ])
})
