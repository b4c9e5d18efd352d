import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { beforeEach, expect, test } from 'vitest'

import { loadConfig } from '../../src/config.ts'

let cwd = ''

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'baton-launchdarkly-'))
})

function targetOf(entry: string, env: Readonly<Record<string, string>> = {}) {
  writeFileSync(join(cwd, 'baton.yaml'), `changes:\n  - ${entry}\n`)
  const [target] = loadConfig({ env: { HOME: cwd, ...env }, cwd }).changes
  if (target?.kind !== 'launchdarkly') throw new Error('not of LaunchDarkly')
  return target
}

test('an entry needs its project alone; no dump of it shows the token', () => {
  const target = targetOf('launchDarkly: {project: shop}', { BATON_LAUNCHDARKLY_TOKEN: ' api-1 ' })
  expect(target).toMatchObject({
    project: 'shop',
    url: 'https://app.launchdarkly.com',
    caFile: null,
    spec: null,
    fault: null,
    environments: {},
    services: {},
  })
  expect(target.token()).toBe('api-1')
  expect(JSON.stringify(target)).not.toContain('api-1')
})

test.each([
  [{}, 'Its credentials cannot be used: FLAGS_TOKEN is not set.'],
  [{ FLAGS_TOKEN: 'two words' }, 'Its credentials cannot be used: FLAGS_TOKEN is no token.'],
  [
    { FLAGS_TOKEN_FILE: 'none.txt' },
    'Its credentials cannot be used: the file that FLAGS_TOKEN_FILE names cannot be read.',
  ],
])('a token that cannot be used silences one source: %j', (env, fault) => {
  const target = targetOf('launchDarkly: {project: shop, credentials: FLAGS}', env)
  expect(target.fault).toBe(fault)
  expect(target.token()).toBe('')
})

test.each([
  'launchDarkly: {project: "../x"}',
  'launchDarkly: {project: shop, url: "http://flags.example"}',
  'launchDarkly: {project: shop, token: api-1}',
  '{launchDarkly: {project: shop}, services: {"a*b": checkout}}',
])('%s is refused', (entry) => {
  expect(() => targetOf(entry)).toThrow(/changes/)
})
