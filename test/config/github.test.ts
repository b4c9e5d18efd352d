import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { loadConfig } from '../../src/config.ts'
import type { GithubTarget } from '../../src/config/github.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'baton-github-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

function targetOf(entry: string, env: Record<string, string> = {}): GithubTarget {
  writeFileSync(join(cwd, 'baton.yaml'), `changes:\n  - ${entry}\n`)
  return loadConfig({ env: { HOME: cwd, ...env }, cwd }).changes[0] as GithubTarget
}

const shop = 'github: { repository: acme/shop }'

test('an entry names a repository and what of it belongs where', () => {
  const target = targetOf(
    `{ github: { repository: acme/shop, url: "https://git.example/api/v3", caFile: ca.pem },
       service: shop, region: eu-west-1,
       environments: { prod: production, prod-us: { environment: production, region: us-east-1 } },
       services: { auth: { paths: [services/auth], workflows: [deploy-auth.yml] } } }`,
    { BATON_GITHUB_TOKEN: 'github_pat_x' },
  )
  expect(target).toMatchObject({
    kind: 'github',
    repository: 'acme/shop',
    url: 'https://git.example/api/v3',
    caFile: join(cwd, 'ca.pem'),
    fault: null,
    service: 'shop',
    region: 'eu-west-1',
    environments: {
      prod: { environment: 'production' },
      'prod-us': { environment: 'production', region: 'us-east-1' },
    },
    services: { auth: { paths: ['services/auth'], workflows: ['deploy-auth.yml'] } },
  })
  expect(target.credentials()).toEqual({ kind: 'token', token: 'github_pat_x' })
  expect(inspect(target, { depth: 9 })).not.toContain('github_pat_x')
})

test('an app by its ids and its key, from a file or with its line ends written out', () => {
  writeFileSync(join(cwd, 'key.pem'), 'first\nsecond\n')
  const ids = { SHOP_APP_ID: '12', SHOP_INSTALLATION_ID: '34' }
  const entry = 'github: { repository: acme/shop, credentials: SHOP }'
  const app = { kind: 'app', appId: '12', installationId: '34', privateKey: 'first\nsecond' }
  expect(targetOf(entry, { ...ids, SHOP_PRIVATE_KEY_FILE: 'key.pem' }).credentials()).toEqual(app)
  expect(targetOf(entry, { ...ids, SHOP_PRIVATE_KEY: 'first\\nsecond' }).credentials()).toEqual(app)
})

test.each<[string, Record<string, string>, string]>([
  ['nothing is set', {}, 'BATON_GITHUB_TOKEN is not set.'],
  ['half an app is set', { BATON_GITHUB_APP_ID: '1' }, 'BATON_GITHUB_INSTALLATION_ID is not set.'],
  [
    'an installation is no number',
    {
      BATON_GITHUB_APP_ID: '1',
      BATON_GITHUB_INSTALLATION_ID: '../2',
      BATON_GITHUB_PRIVATE_KEY: 'k',
    },
    'BATON_GITHUB_INSTALLATION_ID is not a number.',
  ],
  [
    'a file is missing',
    { BATON_GITHUB_TOKEN_FILE: 'absent' },
    'the file that BATON_GITHUB_TOKEN_FILE names cannot be read.',
  ],
])('where %s the source is silent and says why', (_, env, why) => {
  const target = targetOf(shop, env)
  expect(target.fault).toBe(`Its credentials cannot be used: ${why}`)
  expect(target.credentials()).toBeNull()
})

test.each([
  'github: { repository: acme }',
  'github: { repository: "acme/.." }',
  'github: { repository: "acme/shop/../other" }',
  'github: { repository: acme/shop, url: "http://git.example" }',
  'github: { repository: acme/shop, url: "https://me:secret@git.example" }',
  'github: { repository: acme/shop, token: ghp_x }',
])('%s is refused', (entry) => {
  expect(() => targetOf(entry)).toThrow(/changes\.0\.github/)
})
