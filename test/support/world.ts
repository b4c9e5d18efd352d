import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { stringify } from 'yaml'

import { toIso } from '../../src/domain/time.ts'
import { type TestKey, makeKey } from './keys.ts'

/** The moment at which every test world begins. */
export const startMs = Date.UTC(2026, 10, 23, 7)
/** When logins begin to fail in the logs of the world. */
export const onsetMs = startMs - 20 * 60_000

export interface TestClock {
  nowMs(): number
  advance(ms: number): void
}

export interface World {
  readonly root: string
  readonly env: Readonly<Record<string, string>>
  readonly clock: TestClock
  readonly keys: Readonly<Record<'maria' | 'noor' | 'lee' | 'sam', TestKey>>
  path(...parts: string[]): string
  write(file: string, text: string): void
  remove(): void
}

interface WorldOptions {
  /** Merged over the top level of baton.yaml. */
  readonly config?: object
  /** Merged over people.yaml. */
  readonly people?: object
  readonly ticket?: string
  /** Added to each log message. */
  readonly plant?: (index: number) => string
}

/** A temporary folder with logs, changes, flags, a ticket and a trust folder; nothing outside it is touched. */
export function makeWorld(options: WorldOptions = {}): World {
  const root = mkdtempSync(join(tmpdir(), 'baton-world-'))
  const keys = { maria: makeKey(), noor: makeKey(), lee: makeKey(), sam: makeKey() }
  const write = (file: string, text: string): void => {
    mkdirSync(join(root, file, '..'), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  write('baton.yaml', stringify({ ...config, ...options.config }))
  write('trust/people.yaml', stringify({ ...peopleFile(keys), ...options.people }))
  for (const [id, key] of Object.entries(keys)) write(`keys/${id}`, key.privatePem)
  write('flags.json', JSON.stringify(flagFile(), null, 2))
  write('deployments.ndjson', deployments.map((line) => JSON.stringify(line)).join('\n'))
  write('tickets/sup-1042.md', options.ticket ?? ticket)
  write('logs/auth.ndjson', logLines(options.plant ?? (() => '')))
  let nowMs = startMs
  return {
    root,
    keys,
    env: {
      BATON_CONFIG: join(root, 'baton.yaml'),
      BATON_HOME: join(root, 'home'),
      BATON_TRUST: join(root, 'trust'),
      HOME: root,
    },
    clock: { nowMs: () => nowMs, advance: (ms) => void (nowMs += ms) },
    path: (...parts) => join(root, ...parts),
    write,
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

const config = {
  requester: { id: 'maria', name: 'Maria Ito' },
  environments: [
    { name: 'production', production: true, regions: ['eu-west-1'] },
    { name: 'staging', production: false },
  ],
  services: [
    {
      name: 'auth',
      owner: 'identity-team',
      tier: 'core',
      regions: ['eu-west-1'],
      mau: 1_000,
      slo: { objective: 0.999, window: '30d' },
    },
    { name: 'billing', regions: ['eu-west-1'] },
  ],
  logs: [{ files: ['logs/*.ndjson'], environment: 'production', region: 'eu-west-1' }],
  changes: [{ files: ['deployments.ndjson'] }],
  flags: [{ environment: 'production', file: 'flags.json' }],
  messages: { outbox: 'outbox' },
  tickets: { folder: 'tickets' },
  knowledge: { folder: 'knowledge' },
  links: ['github.com'],
}

function peopleFile(keys: World['keys']): object {
  const person = (id: keyof World['keys'], name: string, roles: readonly string[]): object => ({
    id,
    name,
    email: `${id}@baton.example`,
    roles,
    keys: [keys[id].publicLine],
  })
  return {
    people: [
      person('maria', 'Maria Ito', ['support']),
      person('noor', 'Noor Haddad', ['incident-commander']),
      person('lee', 'Lee Park', ['service-owner:auth']),
      person('sam', 'Sam Okoye', ['sre']),
    ],
    rota: [],
    matrix: [
      { severity: 'SEV1', level: 1, role: 'sre', within: '15m' },
      { severity: 'SEV1', level: 2, role: 'incident-commander', within: '15m' },
      { severity: 'SEV2', level: 1, role: 'sre', within: '15m' },
      { severity: 'SEV2', level: 2, role: 'incident-commander', within: '30m' },
    ],
  }
}

function flagFile(): object {
  const flag = (key: string, on: boolean, version: number): object => ({
    key,
    on,
    version,
    variations: [true, false],
    fallthrough: { variation: 0 },
    offVariation: 1,
    targets: [],
    rules: [],
    prerequisites: [],
    salt: 'salt',
  })
  return {
    flags: {
      'new-token-validator': flag('new-token-validator', true, 7),
      'dark-mode': flag('dark-mode', false, 3),
    },
    segments: {},
  }
}

const deployments = [
  {
    id: 'dep-901',
    kind: 'deployment',
    service: 'billing',
    environment: 'production',
    region: 'eu-west-1',
    version: '4.2.0',
    previous: '4.1.9',
    startedAt: toIso(onsetMs - 50 * 60_000),
    finishedAt: toIso(onsetMs - 48 * 60_000),
    state: 'success',
    actor: 'ci',
    url: 'https://github.com/example/billing/actions/runs/901',
    notes: 'routine release',
  },
  {
    id: 'flag-77',
    kind: 'flag',
    service: 'auth',
    environment: 'production',
    region: 'eu-west-1',
    version: 'new-token-validator on',
    previous: 'new-token-validator off',
    startedAt: toIso(onsetMs - 60_000),
    finishedAt: toIso(onsetMs - 60_000),
    state: 'success',
    actor: 'lee',
    url: 'https://github.com/example/auth/pull/77',
    notes: 'turn on the new token validator',
  },
]

const ticket = `---
id: SUP-1042
title: Logins fail for our whole team
reporter:
  name: Rosalind Quayle
  email: rosalind.quayle@customer.example
customer: Quayle Instruments
service: auth
region: eu-west-1
createdAt: ${toIso(onsetMs + 5 * 60_000)}
---

Since a few minutes ago nobody of us can log in. Call me at +44 20 7946 0958, Rosalind.
`

/** Ninety minutes at twelve requests a minute; before the onset every fiftieth fails, after it every second. */
function logLines(plant: (index: number) => string): string {
  const lines: string[] = []
  for (let index = 0; index < 90 * 12; index += 1) {
    const atMs = startMs - 90 * 60_000 + index * 5_000
    const failed = atMs >= onsetMs ? index % 2 === 0 : index % 50 === 0
    const message = failed
      ? `login failed: token validator rejected signature key ${index % 7}`
      : `login ok in ${20 + (index % 9)} ms`
    lines.push(
      JSON.stringify({
        '@timestamp': toIso(atMs),
        'log.level': failed ? 'error' : 'info',
        message: `${message}${plant(index)}`,
        service: { name: 'auth', version: '9.4.1' },
        trace: { id: index.toString(16).padStart(32, '0') },
        http: { response: { status_code: failed ? 500 : 200 } },
        url: { path: '/v1/auth/login' },
        user: { email: `user${index % 40}@customer.example`, id: `u-${index % 40}` },
        client: { ip: `198.51.100.${index % 40}` },
      }),
    )
  }
  return `${lines.join('\n')}\n`
}
