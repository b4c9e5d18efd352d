import { generateKeyPairSync } from 'node:crypto'

import { expect, test } from 'vitest'

import { readsOnly } from '../../../src/adapters/github/permit.ts'
import { deployed } from '../../support/github/repository.ts'
import { faults } from '../../support/github/faults.ts'
import { githubSource, hour, minuteMs } from '../../support/github/source.ts'
import { contractJudge, hasContract } from '../../support/github/contract.ts'

const { signal } = new AbortController()
const held = {
  deployments: [deployed(1, hour.fromMs + 10 * minuteMs)],
  runs: [{ id: 1_000_001, atMs: hour.fromMs }],
}
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const app = { kind: 'app', appId: '12', installationId: '34', privateKey } as const
const reading = {
  actions: 'read',
  contents: 'read',
  deployments: 'read',
  metadata: 'read',
  pull_requests: 'read',
}

test.runIf(hasContract)('an Enterprise Server has GraphQL beside its REST', async () => {
  const { source, github } = await githubSource({ held, edition: 'enterprise server' })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(gaps).toEqual([])
  expect(changes).toHaveLength(1)
  expect(github.seen.map(({ path }) => path).toSorted()).toEqual([
    '/api/graphql',
    '/api/v3/repos/acme/shop/actions/runs',
  ])
  expect(github.violations).toEqual([])
})

test('an app asks for a token that only reads, whatever it may itself, and once for all', async () => {
  const rights = { ...reading, contents: 'write', administration: 'write' }
  const { source, github } = await githubSource({ held, rights }, { credentials: () => app })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(gaps).toEqual([])
  expect(changes).toHaveLength(1)
  const [asked, ...others] = github.seen.filter(({ path }) => path.endsWith('/access_tokens'))
  expect(others).toEqual([])
  expect(asked).toMatchObject({
    path: '/app/installations/34/access_tokens',
    body: { permissions: reading },
  })
  expect(github.seen.at(-1)?.headers.authorization).toBe('token ghs_installation')
  expect(github.violations).toEqual([])
})

test('an app that lacks a right reads by those it has', async () => {
  const { deployments: _, ...rights } = reading
  const { source, github } = await githubSource({ held, rights }, { credentials: () => app })
  expect((await source.changes(hour, signal)).gaps).toEqual([])
  expect(github.seen.findLast(({ path }) => path.endsWith('/access_tokens'))?.body).toEqual({
    permissions: rights,
  })
})

test('a key that is none, and an installation that is gone, are gaps', async () => {
  const broken = { ...app, privateKey: 'no key' }
  const { source, github } = await githubSource({ held }, { credentials: () => broken })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes).toEqual([])
  expect(JSON.stringify(gaps)).not.toContain('no key')
  expect(gaps).toHaveLength(2)
  expect(github.seen).toEqual([])

  const fault = { at: /access_tokens/, how: faults['404'] }
  const gone = await githubSource({ held, fault }, { credentials: () => app })
  expect((await gone.source.changes(hour, signal)).gaps[0]?.reason).toContain('(404)')
})

test('nothing but reading can be sent, and to that host alone', () => {
  const permit = readsOnly(new URL('https://api.github.com'))
  const at = (path: string) => new URL(path, 'https://api.github.com')
  const query = (text: string) => JSON.stringify({ query: text })
  permit({ method: 'GET', url: at('/repos/a/b'), body: null })
  permit({ method: 'POST', url: at('/graphql'), body: query('query Changes { viewer { login } }') })
  permit({ method: 'POST', url: at('/app/installations/1/access_tokens'), body: '{}' })
  const barred = [
    { method: 'DELETE', url: at('/repos/a/b'), body: null },
    { method: 'POST', url: at('/repos/a/b/deployments'), body: '{}' },
    { method: 'POST', url: at('/graphql'), body: query('mutation { deleteRef { id } }') },
    { method: 'POST', url: at('/graphql'), body: query('query A { a }\nmutation B { b }') },
    { method: 'POST', url: at('/graphql'), body: null },
    { method: 'GET', url: new URL('https://elsewhere.example/repos'), body: null },
  ]
  for (const asked of barred) expect(() => permit(asked)).toThrow(/failed on our side/)
})

test('doctor: what can be read, what the token may beside that, and what is left of the hour', async () => {
  const environments = { production: ['REQUIRED_REVIEWERS'], staging: [] }
  const fine = await githubSource({ held: { ...held, environments } })
  expect(await fine.source.check(signal)).toEqual([
    {
      source: 'github:acme/shop',
      state: 'ok',
      message: expect.stringMatching(
        /^It can be read\. What this token may beside reading cannot be asked: .* 1 of its 2 environments wait for a reviewer\. 499\d of 5000 requests of this hour are left\.$/,
      ),
    },
  ])
  const classic = await githubSource({ held, scopes: 'repo, workflow' })
  expect((await classic.source.check(signal)).map(({ state }) => state)).toEqual(['warning', 'ok'])
  const careful = await githubSource({ held, scopes: 'read:org, repo_deployment' })
  expect((await careful.source.check(signal)).map(({ state }) => state)).toEqual(['ok'])
})

test('doctor: what is missing', async () => {
  const none = await githubSource({ held }, { fault: 'BATON_GITHUB_TOKEN is not set.' })
  expect(await none.source.check(signal)).toEqual([
    { source: 'github:acme/shop', state: 'failed', message: 'BATON_GITHUB_TOKEN is not set.' },
  ])
  const refused = await githubSource({ held, fault: { at: /./, how: faults['401'] } })
  expect((await refused.source.check(signal)).map(({ state }) => state)).toEqual(['failed'])
  const partly = await githubSource({ held, fault: { at: /runs$/, how: faults['403'] } })
  expect((await partly.source.check(signal)).map(({ state }) => state)).toEqual(['warning', 'ok'])
})

test.runIf(hasContract)(
  'what GitHub does not describe is seen, or the check would prove nothing',
  () => {
    const judge = contractJudge('api.github.com')
    const asked = { method: 'GET', path: '/repos/a/b/actions/runs', status: 200 }
    const fine = { total_count: 0, workflow_runs: [] }
    expect(judge({ ...asked, query: new URLSearchParams('page=1'), answer: fine })).toEqual([])
    expect(judge({ ...asked, query: new URLSearchParams('until=1'), answer: fine })).toHaveLength(1)
    const broken = { total_count: 1, workflow_runs: [{ id: 1 }] }
    expect(judge({ ...asked, query: new URLSearchParams(), answer: broken })).toHaveLength(1)
  },
)
