import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { localTrust } from '../src/adapters/local-trust/trust.ts'
import { type Config, loadConfig } from '../src/config.ts'
import type { World } from '../src/guard/contexts.ts'
import { openWorld } from '../src/world.ts'

const { signal } = new AbortController()
const clock = { nowMs: () => Date.UTC(2026, 10, 23, 7, 20) }
const morning = { fromMs: Date.UTC(2026, 10, 23, 7), toMs: Date.UTC(2026, 10, 23, 7, 20) }

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'baton-config-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

function worldOf(config: Config): World {
  const reader = {} as World['reader']
  const trustRoot = localTrust({ folder: config.trust })
  return openWorld({ config, clock, trustRoot, reader, record: { entries: () => [] } }, {})
}

function refusalOf(yaml: string): unknown {
  const cwd = folder()
  writeFileSync(join(cwd, 'baton.yaml'), yaml)
  try {
    return loadConfig({ env: {}, cwd })
  } catch (cause) {
    return (cause as Error).message
  }
}

test('without a file it starts with defaults below the home of the user', () => {
  const config = loadConfig({ env: { HOME: '/home/maria' }, cwd: folder() })
  expect([config.home, config.trust]).toEqual([
    '/home/maria/.local/state/baton',
    '/home/maria/.config/baton/trust',
  ])
})

test('paths start at the file, the environment wins, a literal ${VAR} counts as unset', () => {
  const root = folder()
  mkdirSync(join(root, 'sub'))
  const yaml = 'home: state\ntrust: ${TRUST}\ntickets: {folder: desk}\n'
  writeFileSync(join(root, 'sub/baton.yaml'), yaml)
  const env = { HOME: '/h', BATON_CONFIG: 'sub/baton.yaml', BATON_HOME: '${HOME_OF_BATON}' }
  const config = loadConfig({ env, cwd: root })
  expect(config).toMatchObject({
    root: join(root, 'sub'),
    home: join(root, 'sub/state'),
    trust: '/h/.config/baton/trust',
    tickets: { folder: join(root, 'sub/desk') },
  })
  expect(loadConfig({ env: { ...env, BATON_HOME: '/b' }, cwd: root }).home).toBe('/b')
})

test.each([
  ['colour: red', 'The configuration is not valid: unknown key colour.'],
  [
    'logs: [{files: [a], secret: hunter2}]',
    'The configuration is not valid: unknown key logs.0.secret.',
  ],
  [
    'policy: {cadence: {SEV1: {first: 2h, then: 2h}}}',
    'The configuration is not valid: policy.cadence.SEV1: custom.',
  ],
  [
    'messages: {outbox: o, channels: {customers: status, internal: status}}',
    'The configuration is not valid: messages.channels: custom.',
  ],
  [
    'messages: {outbox: o, channels: {customers: outbox}}',
    'The configuration is not valid: messages.channels: custom.',
  ],
  [
    'messages: {outbox: o, channels: {internal: outbox}}',
    'The configuration is not valid: messages.channels: custom.',
  ],
  [
    'redaction: {unknownFields: keep}',
    'The configuration is not valid: redaction.unknownFields: invalid value.',
  ],
  ['redaction: {allow: [user.id]}', 'The configuration is not valid: unknown key redaction.allow.'],
  [
    'redaction: {hide: {labels.ref: "Not A Class"}}',
    'The configuration is not valid: redaction.hide.labels.ref: invalid format.',
  ],
  ['redaction: {keep: ["*"]}', 'The configuration is not valid: redaction.keep.0: invalid format.'],
  ['home: "', 'The configuration file is not readable YAML.'],
])('%s is refused by the name of its key', (yaml, message) => {
  expect(refusalOf(yaml)).toBe(message)
})

test('the configuration that the documentation shows is valid', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../docs/configuration.md'), 'utf8')
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
  expect(refusalOf(yaml)).toMatchObject({ requester: { id: 'maria' }, links: ['github.com'] })
})

const broken = (): never => {
  throw new Error('ENOENT: no such user')
}

test.each([
  ['the account', { USER: 'other' }, () => 'maria', 'maria'],
  ['an account with letters that no id has', {}, () => 'EXAMPLE\\Maria Ito', 'example-maria-ito'],
  ['an account that begins with none', {}, () => '_svc$', 'svc-'],
  ['USER where there is no account', { USER: 'Build+Agent' }, broken, 'build-agent'],
  ['nobody known', {}, broken, 'unknown'],
  ['an unset variable', { USER: '${USER}' }, broken, 'unknown'],
  ['a name without one letter of an id', { USER: '李' }, broken, 'unknown'],
  ['a name of 100 letters', { USER: 'x'.repeat(100) }, broken, 'x'.repeat(64)],
])('the requester is %s', (_, env, account, id) => {
  expect(loadConfig({ env, cwd: folder(), account }).requester).toEqual({ id, name: id })
})

test('a configured requester asks the operating system nothing', () => {
  const cwd = folder()
  writeFileSync(join(cwd, 'baton.yaml'), 'requester: {id: maria, name: Maria Ito}\n')
  const config = loadConfig({ env: {}, cwd, account: broken })
  expect(config.requester).toEqual({ id: 'maria', name: 'Maria Ito' })
})

test('service and environment of a change file reach its lines', async () => {
  const cwd = folder()
  const yaml = 'changes: [{files: [d.ndjson], service: orders, environment: staging}]\n'
  writeFileSync(join(cwd, 'baton.yaml'), yaml)
  writeFileSync(join(cwd, 'd.ndjson'), '{"startedAt":"2026-11-23T07:01:00Z"}\n')
  const world = worldOf(loadConfig({ env: {}, cwd }))
  const { changes } = await world.changes.changes(morning, signal)
  expect(changes).toMatchObject([{ service: 'orders', environment: 'staging' }])
})

test('the example of the documentation is a whole world', async () => {
  const cwd = folder()
  cpSync(resolve(import.meta.dirname, '../docs/example'), cwd, { recursive: true })
  const config = loadConfig({ env: { HOME: join(cwd, 'user') }, cwd, account: broken })
  const world = worldOf(config)
  const { people, matrix } = world.trust()
  expect(people.map(({ id }) => id)).toEqual(['maria', 'noor', 'lee'])
  expect(matrix).toHaveLength(3)

  const ticket = await world.tickets.read('SUP-1042', signal)
  expect(ticket).toMatchObject({ service: 'auth', reporter: { email: 'sam@customer.example' } })
  const logs = await world.logs.search(
    {
      window: morning,
      filters: { service: 'auth' },
      bucketMs: 60_000,
      samples: 3,
      order: 'errors first',
      after: null,
      spans: false,
    },
    signal,
  )
  expect(logs).toMatchObject({ total: 40, errors: 10, brokenLines: 0, gaps: [] })
  expect(logs.sources).toEqual(['auth.ndjson'])
  const flag = await world.flags.read('production', 'new-token-check', signal)
  expect(flag).toMatchObject({ on: true, version: '7', served: true, toggleable: true })
  const found = await world.changes.changes(morning, signal)
  expect(found.gaps).toEqual([])
  expect(found.changes).toMatchObject([
    { id: 'flag-new-token-check-on', service: 'auth', environment: 'production' },
  ])
})

test('the channel of an audience has a name that can stand in a file name', () => {
  const of = (channels: string) => refusalOf(`messages: {outbox: out, channels: ${channels}}\n`)
  expect(of('{customers: status-page}')).toMatchObject({
    messages: { channels: { customers: 'status-page' } },
  })
  for (const channels of ['{customers: a/b}', '{customers: ".."}', '{customers: ""}', '{all: x}']) {
    expect(of(channels)).toMatch(/^The configuration is not valid: .*messages\.channels/)
  }
})
