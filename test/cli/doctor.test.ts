import { DatabaseSync } from 'node:sqlite'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { command } from '../../src/cli/doctor.ts'
import { openHouse } from '../../src/main.ts'
import { openDoor } from '../support/door.ts'
import { held } from '../support/search-cluster/documents.ts'
import {
  type ClusterSetup,
  type FakeCluster,
  openCluster,
} from '../support/search-cluster/cluster.ts'
import { type World, makeWorld, startMs } from '../support/world.ts'
import { ecs } from '../adapters/search-cluster/asking.ts'

let world: World
let cluster: FakeCluster | undefined

beforeEach(() => {
  world = makeWorld()
})
afterEach(async () => {
  process.exitCode = undefined
  world.remove()
  await cluster?.close()
  cluster = undefined
})

async function doctor(...args: readonly string[]): Promise<string> {
  const printed: string[] = []
  const practice = {
    open: () => openHouse({ env: world.env, cwd: world.root, clock: world.clock }),
    print: (text: string) => void printed.push(text),
  }
  await command(practice).parseAsync([...args], { from: 'user' })
  return printed.join('\n')
}

async function withCluster(setup: Partial<ClusterSetup>, more: object = {}): Promise<void> {
  cluster = await openCluster({
    product: 'elasticsearch',
    version: '9.2.1',
    documents: held('logs-app', ecs(4)),
    nowMs: () => startMs,
    ...setup,
  })
  world.remove()
  const { url } = cluster
  const entry = { [setup.product ?? 'elasticsearch']: { url, indices: ['logs-app'], ...more } }
  world = makeWorld({ config: { logs: [entry] } })
}

/** The line of one part. */
function lineOf(text: string, about: string): string {
  return text.split('\n').find((line) => line.split(/\s+/)[1] === about) ?? ''
}

test('a sound set-up: every part has its line, nothing is changed, and it exits with 0', async () => {
  const text = await doctor()
  expect(text).toMatchInlineSnapshot(`
    "ok       configuration  baton.yaml: It is valid.
    ok       logs           auth.ndjson: It can be read.
    ok       changes        deployments.ndjson: It can be read.
    warning  trust          trust folder: It lies beside baton.yaml, where an agent may write. Move it out of the workspace.
    ok       trust          trust folder: 4 people, 4 of them with a key.
    ok       record         record: There is none yet; it begins with the first call.
    ok       level          L0: the agent works on the same machine as you; Baton shows a breach afterwards but cannot prevent it.

    Nothing failed."
  `)
  expect(process.exitCode).toBeUndefined()
})

test('as JSON', async () => {
  const { outcome, checks } = JSON.parse(await doctor('--json')) as Record<string, unknown>
  expect(outcome).toBe('warning')
  expect(checks).toContainEqual({
    about: 'logs',
    source: 'auth.ndjson',
    state: 'ok',
    message: 'It can be read.',
  })
})

test('a configuration that is not valid is a finding too', async () => {
  world.write(
    'baton.yaml',
    'logs: [{ elasticsearch: { url: "https://a.example", indexes: [a] } }]\n',
  )
  const found = JSON.parse(await doctor('--json')) as { outcome: string; checks: object[] }
  expect(found.outcome).toBe('failed')
  expect(found.checks).toMatchObject([{ about: 'configuration', state: 'failed' }])
  expect(process.exitCode).toBe(1)
})

test('files that are not there, and a trust folder that cannot be read, fail', async () => {
  world.remove()
  world = makeWorld({ config: { logs: [{ files: ['absent/*.log'] }] } })
  world.write('trust/people.yaml', 'people: {')
  const text = await doctor()
  expect(lineOf(text, 'logs')).toMatch(/^FAILED/)
  expect(lineOf(text, 'trust')).toMatch(/^(?:FAILED|warning)/)
  expect(text).toMatch(/FAILED {3}trust/)
  expect(process.exitCode).toBe(1)
})

test('a record that was tampered with fails', async () => {
  const door = await openDoor(world)
  await door.call('get_incident', {})
  await door.close()
  expect(lineOf(await doctor(), 'record')).toBe(
    'ok       record         record: It is whole: 2 entries.',
  )
  const db = new DatabaseSync(world.path('home', 'record.db'))
  db.exec('DELETE FROM entry WHERE seq = 2')
  db.close()
  expect(lineOf(await doctor(), 'record')).toMatch(/^FAILED/)
  expect(process.exitCode).toBe(1)
})

test('a cluster that can be read, and only read', async () => {
  await withCluster({})
  expect(lineOf(await doctor(), 'logs')).toBe(
    'ok       logs           logs-app: It can be read, and only read.',
  )
})

test('credentials that may write fail, and are a warning where that was allowed', async () => {
  await withCluster({ extra: ['delete'] })
  expect(lineOf(await doctor(), 'logs')).toBe(
    'FAILED   logs           logs-app: Nothing was read: its credentials may also write, delete or manage. Use some that may only read.',
  )
  expect(process.exitCode).toBe(1)
  process.exitCode = undefined
  await cluster?.close()
  await withCluster({ extra: ['delete'] }, { allowWriteKey: true })
  const text = await doctor()
  expect(lineOf(text, 'logs')).toMatch(/^warning {2}logs.*may also write, as allowWriteKey says/)
  expect(text).toMatch(/ok {7}logs {11}logs-app: It can be read\./)
  expect(process.exitCode).toBeUndefined()
})

test('OpenSearch does not tell what an account may do', async () => {
  await withCluster({ product: 'opensearch', version: '3.1.0' })
  expect(lineOf(await doctor(), 'logs')).toMatch(/^warning .*give them a role that only reads/)
})

test('an index that is not there, a clock that is off and shards that failed', async () => {
  await withCluster(
    { skewMs: 600_000, shards: { failed: 1 } },
    { indices: ['logs-app', 'logs-gone'] },
  )
  const text = await doctor()
  expect(text).toMatch(/FAILED {3}logs {11}logs-gone: There is nothing of that name/)
  expect(text).toMatch(/warning {2}logs {11}logs-app, logs-gone: 1 of 2 shards failed/)
  expect(text).toMatch(/warning {2}logs .*Its clock is \d+ seconds/)
  expect(text).toMatch(/ok {7}logs {11}logs-app: It can be read, and only read\./)
})
