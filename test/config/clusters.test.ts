import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { loadConfig } from '../../src/config.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'baton-clusters-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

function clusterOf(entry: string, env: Record<string, string> = {}) {
  writeFileSync(join(cwd, 'baton.yaml'), `logs:\n  - ${entry}\n`)
  return loadConfig({ env: { HOME: cwd, ...env }, cwd }).clusters[0]!
}

const elastic = 'elasticsearch: { url: "https://logs.example:9200", indices: ["logs-*"] }'
const open = 'opensearch: { url: "https://logs.example", indices: ["logs-*"] }'

test('an entry names a cluster, files stay files', () => {
  const text = `logs: [{ files: [a.log], service: web }, { ${elastic}, service: auth, region: eu }]\n`
  writeFileSync(join(cwd, 'baton.yaml'), text)
  const { logs, clusters } = loadConfig({ env: { HOME: cwd }, cwd })
  expect(logs).toMatchObject([{ files: ['a.log'], service: 'web' }])
  expect(clusters).toMatchObject([
    {
      product: 'elasticsearch',
      url: 'https://logs.example:9200',
      indices: ['logs-*'],
      caFile: null,
      allowWriteKey: false,
      defaults: { service: 'auth', region: 'eu' },
    },
  ])
})

test.each<[string, string, Record<string, string>, object]>([
  ['an API key', elastic, { BATON_ELASTICSEARCH_API_KEY: 'k' }, { kind: 'api key', secret: 'k' }],
  [
    'a service token',
    elastic,
    { BATON_ELASTICSEARCH_SERVICE_TOKEN: 't' },
    { kind: 'token', secret: 't' },
  ],
  [
    'name and password',
    open,
    { BATON_OPENSEARCH_USERNAME: 'u', BATON_OPENSEARCH_PASSWORD: 'p' },
    { kind: 'basic', user: 'u', secret: 'p' },
  ],
  [
    'a key before a password',
    elastic,
    {
      BATON_ELASTICSEARCH_API_KEY: 'k',
      BATON_ELASTICSEARCH_USERNAME: 'u',
      BATON_ELASTICSEARCH_PASSWORD: 'p',
    },
    { kind: 'api key', secret: 'k' },
  ],
  [
    'variables of its own',
    elastic.replace('indices', 'credentials: LOGS_EU, indices'),
    { LOGS_EU_API_KEY: 'k', BATON_ELASTICSEARCH_API_KEY: 'other' },
    { kind: 'api key', secret: 'k' },
  ],
  ['none', elastic, {}, { kind: 'none' }],
])('credentials: %s', (_, entry, env, wanted) => {
  const cluster = clusterOf(entry, env)
  expect([cluster.credentials(), cluster.fault]).toEqual([wanted, null])
})

test('credentials from a file, without its line end', () => {
  writeFileSync(join(cwd, 'key'), 'k\n')
  const cluster = clusterOf(elastic, { BATON_ELASTICSEARCH_API_KEY_FILE: 'key' })
  expect(cluster.credentials()).toEqual({ kind: 'api key', secret: 'k' })
})

test.each([
  [
    { BATON_ELASTICSEARCH_API_KEY_FILE: 'absent' },
    /the file that BATON_ELASTICSEARCH_API_KEY_FILE/,
  ],
  [{ BATON_ELASTICSEARCH_USERNAME: 'u' }, /BATON_ELASTICSEARCH_PASSWORD is not set/],
  [{ BATON_ELASTICSEARCH_PASSWORD: 'p' }, /BATON_ELASTICSEARCH_USERNAME is not set/],
])('%j silences the source, not the start', (env, fault) => {
  const cluster = clusterOf(elastic, env)
  expect(cluster.fault).toMatch(fault)
  expect(cluster.credentials()).toEqual({ kind: 'none' })
})

test('no dump of the configuration shows credentials', () => {
  const cluster = clusterOf(elastic, { BATON_ELASTICSEARCH_API_KEY: 'k3y-of-the-cluster' })
  expect(JSON.stringify(cluster) + inspect(cluster, { depth: 9 })).not.toContain('k3y')
})

test('a cloud id takes the place of a url', () => {
  const id = `logs:${Buffer.from('eu.cloud.example$abc123$kib').toString('base64')}`
  const cluster = clusterOf(`elasticsearch: { cloudId: "${id}", indices: [logs-app] }`)
  expect([cluster.cloudId, cluster.url]).toEqual([id, undefined])
})

test.each([
  ['elasticsearch: { indices: [a] }', 'logs.0.elasticsearch: custom'],
  [
    'elasticsearch: { url: "https://a.example", cloudId: "x:eHg=", indices: [a] }',
    'cloudId: custom',
  ],
  ['elasticsearch: { url: "http://a.example", indices: [a] }', 'logs.0.elasticsearch.url: custom'],
  ['elasticsearch: { url: "https://u:p@a.example", indices: [a] }', 'elasticsearch.url: custom'],
  ['elasticsearch: { url: "https://a.example", indices: [] }', 'elasticsearch.indices: too small'],
  ['elasticsearch: { url: "https://a.example", indices: ["*"] }', 'indices.0: custom'],
  ['elasticsearch: { url: "https://a.example", indices: [_all] }', 'indices.0: invalid format'],
  ['elasticsearch: { url: "https://a.example", indices: ["a,b"] }', 'indices.0: invalid format'],
  ['elasticsearch: { url: "https://a.example", indices: ["-a"] }', 'indices.0: invalid format'],
  ['elasticsearch: { url: "https://a.example", indices: ["a/_doc"] }', 'indices.0: invalid format'],
  [
    'elasticsearch: { url: "https://a.example", indices: [a], apiKey: k }',
    'unknown key logs.0.elasticsearch.apiKey',
  ],
  ['opensearch: { cloudId: "x:eHg=", indices: [a] }', 'unknown key logs.0.opensearch.cloudId'],
  ['files: [a.log]\n    password: x', 'unknown key logs.0.password'],
])('%s is refused by name', (entry, words) => {
  expect(() => clusterOf(entry)).toThrow(words)
})
