import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { afterEach, expect, test } from 'vitest'

import { type Door, openDoor } from '../support/door.ts'
import { type World, makeWorld } from '../support/world.ts'

const root = resolve(import.meta.dirname, '../..')
const data = resolve(root, '../shared/data')
const absent = !existsSync(data)

let world: World
let door: Door

afterEach(async () => {
  await door?.close()
  world?.remove()
})

/** A log file of the sample data, a window that holds all of it, and how many events it has. */
const logs = [
  ['loghub/Apache_2k.log', { zone: 'UTC' }, '2005-12-04T00:00:00Z', '2005-12-06T00:00:00Z', 2_000],
  ['loghub/Hadoop_2k.log', { zone: 'UTC' }, '2015-10-18T00:00:00Z', '2015-10-19T00:00:00Z', 2_000],
  ['loghub/HDFS_2k.log', { zone: 'UTC' }, '2008-11-09T00:00:00Z', '2008-11-12T00:00:00Z', 2_000],
  [
    'loghub/OpenSSH_2k.log',
    { zone: 'UTC', year: 2024 },
    '2024-12-10T00:00:00Z',
    '2024-12-11T00:00:00Z',
    2_000,
  ],
  [
    'loghub/OpenStack_2k.log',
    { zone: 'UTC' },
    '2017-05-16T00:00:00Z',
    '2017-05-17T00:00:00Z',
    2_000,
  ],
  [
    'loghub/Zookeeper_2k.log',
    { zone: 'UTC' },
    '2015-07-29T00:00:00Z',
    '2015-08-26T00:00:00Z',
    2_000,
  ],
] as const

test.skipIf(absent).each(logs)(
  'query_logs reads %s through the door',
  async (file, place, from, to, events) => {
    world = makeWorld({
      config: {
        services: [],
        logs: [{ files: [resolve(data, file)], environment: 'production', ...place }],
      },
    })
    door = await openDoor(world)
    const { structured, text, isError } = await door.call('query_logs', { from, to, samples: 5 })
    expect(isError, text).toBe(false)
    const { total } = structured['totals'] as { total: number }
    expect(total).toBeGreaterThan(events * 0.95)
    expect(total).toBeLessThanOrEqual(events)
    expect(text.length).toBeLessThan(6_000)
    expect(text).not.toMatch(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b(?!\d*\])/)
  },
)

test.skipIf(absent).each([
  ['OTLP JSON', 'real/otlp/logs.json', '2018-12-13T00:00:00Z', '2018-12-14T00:00:00Z'],
  [
    'Elastic APM events',
    'real/elastic/apm-intake-v2-logs.ndjson',
    '2022-09-08T00:00:00Z',
    '2022-09-09T00:00:00Z',
  ],
])('query_logs reads %s through the door', async (_name, file, from, to) => {
  world = makeWorld({ config: { services: [], logs: [{ files: [resolve(data, file)] }] } })
  door = await openDoor(world)
  const { structured, text, isError } = await door.call('query_logs', { from, to, samples: 5 })
  expect(isError, text).toBe(false)
  expect((structured['totals'] as { total: number }).total).toBeGreaterThan(0)
})

test('list_deployments reads the history of this repository through the door', async () => {
  world = makeWorld({ config: { changes: [{ git: root, environment: 'production' }] } })
  door = await openDoor(world)
  const day = 86_400_000
  world.clock.advance(Date.now() - world.clock.nowMs())
  const from = new Date(Date.now() - 30 * day).toISOString()
  const to = new Date(Date.now() + day / 2).toISOString()
  const { structured, text, isError } = await door.call('list_deployments', { from, to, limit: 50 })
  expect(isError, text).toBe(false)
  const { total, gaps } = structured as unknown as { total: number; gaps: readonly unknown[] }
  expect(total > 0 || gaps.length > 0).toBe(true)
  expect(text).not.toMatch(/@[a-z0-9-]+\.[a-z]{2,}/i)
})

test.runIf(absent)('the sample data is absent: the tests over real input were skipped', () => {
  expect(existsSync(data)).toBe(false)
})
