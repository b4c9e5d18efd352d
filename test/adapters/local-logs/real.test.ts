import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { expect, test } from 'vitest'

import { mergeLogSources } from '../../../src/ports/merge-log-sources.ts'
import { localLogs } from '../../../src/adapters/local-logs/logs.ts'
import { ever } from './folder.ts'

const data = path.resolve(import.meta.dirname, '../../../../shared/data')
const absent = !existsSync(data)

function read(files: string[], more: { zone?: string; year?: number } = {}) {
  const store = mergeLogSources([
    localLogs({
      entries: [{ files, format: 'auto', ...more }],
      root: data,
    }),
  ])
  return store.search(ever, new AbortController().signal)
}

test.skipIf(absent).each([
  ['Apache', '2005-12-04T04:47:44.000Z', '2005-12-05T19:15:57.000Z'],
  ['HDFS', '2008-11-09T20:36:15.000Z', '2008-11-11T11:10:19.000Z'],
  ['Hadoop', '2015-10-18T18:01:47.978Z', '2015-10-18T18:10:55.202Z'],
  ['HealthApp', '2017-12-23T22:15:29.606Z', '2017-12-24T00:59:54.285Z'],
  ['OpenSSH', '2016-12-10T06:55:46.000Z', '2016-12-10T11:04:45.000Z'],
  ['OpenStack', '2017-05-16T00:00:00.008Z', '2017-05-16T00:14:47.695Z'],
  ['Zookeeper', '2015-07-29T17:41:44.747Z', '2015-08-25T11:26:25.021Z'],
])('every line of %s is dated, from %s to %s', async (name, first, last) => {
  const result = await read([`loghub/${name}_2k.log`], { zone: 'UTC', year: 2016 })
  expect([result.total, result.brokenLines, result.gaps]).toEqual([2000, 0, []])
  const window = { fromMs: Date.parse(first), toMs: Date.parse(last) + 1 }
  const store = mergeLogSources([
    localLogs({
      entries: [{ files: [`loghub/${name}_2k.log`], format: 'auto', zone: 'UTC', year: 2016 }],
      root: data,
    }),
  ])
  const inside = await store.search({ ...ever, window }, new AbortController().signal)
  expect(inside.total).toBeGreaterThan(1_990)
})

test.skipIf(absent)('the times of Proxifier are those of its structured twin', async () => {
  const rows = readFileSync(path.join(data, 'loghub/Proxifier_2k.log_structured.csv'), 'utf8')
  const july = rows.split('\n').filter((row) => /^\d+,07\.26 /.test(row)).length
  const store = mergeLogSources([
    localLogs({
      entries: [{ files: ['loghub/Proxifier_2k.log'], format: 'auto', zone: 'UTC', year: 2016 }],
      root: data,
    }),
  ])
  const window = { fromMs: Date.UTC(2016, 6, 26), toMs: Date.UTC(2016, 6, 27) }
  const result = await store.search({ ...ever, window }, new AbortController().signal)
  expect(july).toBeGreaterThan(100)
  expect(result.total).toBe(july)
})

test.skipIf(absent)('Loghub files without zone or year are refused, not guessed', async () => {
  const result = await read(['loghub/OpenSSH_2k.log', 'loghub/Apache_2k.log'])
  expect(result.total).toBe(0)
  expect(result.gaps.map(({ reason }) => reason.slice(0, 40))).toEqual([
    'Its times carry no zone and no year; set',
    'Its times carry no zone; set zone: for t',
  ])
})

test.skipIf(absent)('the OTLP example of the protocol is one event', async () => {
  const result = await read(['real/otlp/logs.json'])
  expect(result.gaps).toEqual([])
  expect(result.samples).toMatchObject([
    {
      atMs: 1_544_712_660_300,
      level: 'info',
      message: 'Example log record',
      service: 'my.service',
      traceId: '5B8EFFF798038103D269B633813FC60C',
    },
  ])
})

test.skipIf(absent)(
  'Elastic APM intake: logs and errors, with the metadata of their stream',
  async () => {
    const result = await read(['real/elastic/apm-intake-v2-logs.ndjson'])
    expect([result.total, result.brokenLines]).toEqual([6, 0])
    expect(result.samples.map(({ service }) => service)).toContain('1234_service-12a3')
    const errors = await read(['real/elastic/apm-intake-v2-events.ndjson'])
    expect(errors.samples[0]).toMatchObject({
      level: 'error',
      message: "Request method 'POST' not supported",
      service: '1234_service-12a3',
      version: '4.3.0',
    })
  },
)
