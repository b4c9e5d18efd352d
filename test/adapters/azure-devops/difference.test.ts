import { expect, onTestFinished, test } from 'vitest'

import { azureDevOpsChanges } from '../../../src/adapters/azure-devops/changes.ts'
import * as documents from '../../support/azure-devops/documents.ts'
import { faults } from '../../support/azure-devops/faults.ts'
import { azureDevOpsOptions } from '../../support/azure-devops/options.ts'
import { openAzureDevOps, type Setup } from '../../support/azure-devops/server.ts'

const signal = new AbortController().signal
const nowMs = () => Date.UTC(2026, 10, 23, 8)
const from = 'a'.repeat(40)
const to = 'b'.repeat(40)

function commit(id: string, comment: string) {
  const who = { name: 'Ines Prado', email: 'ines@fabrikam.example', date: '2026-11-23T07:00:00Z' }
  return { commitId: id, comment, author: who, committer: who, changeCounts: { Edit: 1 } }
}

const shop: Partial<Setup> = {
  commits: [commit(to, 'Merged PR 41: Cache the keys\n\nlong text'), commit('c'.repeat(40), 'Fix')],
  files: [
    { changeType: 'edit', item: { path: '/src', isFolder: true, gitObjectType: 'tree' } },
    { changeType: 'add', item: { path: '/db/migrations/7.sql', gitObjectType: 'blob' } },
    { changeType: 'edit', item: { path: '/src/auth.ts', gitObjectType: 'blob' } },
    { changeType: 'edit', item: { path: '/config/auth.yml', gitObjectType: 'blob' } },
  ],
}

async function opened(setup: Partial<Setup>) {
  const fake = await openAzureDevOps({ nowMs, ...setup })
  onTestFinished(fake.close)
  const source = azureDevOpsChanges(azureDevOpsOptions(fake.url, nowMs))
  return { fake, source, range: { source: source.name, from, to } }
}

test('between two commits: commits, pull requests and every file by its class, page after page', async () => {
  const { source, fake, range } = await opened({ ...shop, mostAtOnce: 1 })
  const found = await source.difference(range, signal)
  expect(found?.commits.map(({ id, subject, author }) => [id, subject, author])).toEqual([
    [to, 'Merged PR 41: Cache the keys', 'Ines Prado'],
    ['c'.repeat(40), 'Fix', 'Ines Prado'],
  ])
  expect(found?.totalCommits).toBe(2)
  expect(found?.pullRequests).toEqual([
    { number: '41', title: 'Cache the keys', author: 'Ines Prado', url: null },
  ])
  expect(found?.files.map((file) => [file.path, file.class])).toEqual([
    ['db/migrations/7.sql', 'migration'],
    ['src/auth.ts', 'code'],
    ['config/auth.yml', 'configuration'],
  ])
  expect(found?.gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Azure DevOps does not tell which lines/),
  ])
  expect(fake.violations).toEqual([])
})

test('of configuration: the names of the settings that were touched, never a value', async () => {
  const path = '/config/auth.yml'
  const { source, fake, range } = await opened({
    ...shop,
    contents: {
      [`${from}:${path}`]: 'cache:\n  ttl: 30\n  secret: hunter2\nlimits:\n  rate: 5\n',
      [`${to}:${path}`]: 'cache:\n  ttl: 5\n  secret: hunter3\nlimits:\n  rate: 5\n  burst: 9\n',
    },
  })
  const found = await source.difference(range, signal)
  expect(found?.files.find((file) => file.class === 'configuration')).toEqual({
    path: 'config/auth.yml',
    class: 'configuration',
    added: 3,
    removed: 2,
    keys: ['cache.secret', 'cache.ttl', 'limits.burst'],
  })
  expect(JSON.stringify(found)).not.toMatch(/hunter/)
  expect(fake.violations).toEqual([])
})

test('between two runs by their numbers, in the repository that they were of', async () => {
  const startedAt = nowMs() - 3_600_000
  const { source, fake, range } = await opened({
    ...shop,
    builds: [
      documents.build({ id: 1, number: '1.1', startedAt, commit: from }),
      documents.build({ id: 2, number: '1.2', startedAt, commit: to }),
    ],
  })
  const found = await source.difference({ ...range, from: '1.1', to: '1.2' }, signal)
  expect(found?.totalFiles).toBe(3)
  expect(fake.seen.some((one) => one.includes('/git/repositories/repo-1/diffs/commits'))).toBe(true)
  expect(fake.violations).toEqual([])
})

test('between two runs of a repository elsewhere: what the runs tell, and that the files are missing', async () => {
  const startedAt = nowMs() - 600_000
  const repository = { id: 'acme/shop', type: 'GitHub' }
  const change = {
    id: to,
    message: 'Fix the limit',
    timestamp: '2026-11-23T07:00:00Z',
    author: documents.person('Jo Reyes'),
    type: 'GitHub',
  }
  const { source, fake, range } = await opened({
    commits: [change],
    builds: [
      documents.build({ id: 1, number: '1.1', startedAt, commit: from, repository }),
      documents.build({ id: 2, number: '1.2', startedAt, commit: to, repository }),
    ],
  })
  const found = await source.difference({ ...range, from: '1.1', to: '1.2' }, signal)
  expect(found?.commits).toEqual([
    {
      id: to,
      subject: 'Fix the limit',
      atMs: Date.UTC(2026, 10, 23, 7),
      author: 'jo.reyes@fabrikam.example',
      alsoBy: ['jo.reyes@fabrikam.example', 'Jo Reyes'],
    },
  ])
  expect(found?.gaps).toHaveLength(1)
  await source.changes({ fromMs: startedAt, toMs: nowMs() }, signal)
  const before = fake.seen.length
  expect(await source.difference(range, signal)).toBeNull()
  expect(fake.seen).toHaveLength(before)
  expect(fake.violations).toEqual([])
})

test('what it does not know is null, whether it never heard of it or may not see it', async () => {
  const { source, range } = await opened({ fault: { at: /git\//, how: faults['404'] } })
  expect(await source.difference(range, signal)).toBeNull()
  expect(await source.difference({ ...range, from: 'v1', to: 'v2' }, signal)).toBeNull()
  expect(await source.difference({ ...range, from: '*', to: '..' }, signal)).toBeNull()
})

test('a fault is a gap of its own ranges alone', async () => {
  const { source, range } = await opened({ fault: { at: /git\//, how: faults['503 with a page'] } })
  const found = await source.difference(range, signal)
  expect(found?.gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/not available now/),
  ])
  expect(await source.difference({ ...range, source: 'git:shop' }, signal)).toBeNull()
})

test('a version that was taken back is said, and commits that fail leave the files', async () => {
  const { source, range } = await opened({
    files: shop.files ?? [],
    twist: (path, told) =>
      path.endsWith('/diffs/commits')
        ? { ...told, body: { ...(told.body as object), behindCount: 4 } }
        : told,
  })
  const back = await source.difference(range, signal)
  expect(back?.gaps.map(({ reason }) => reason)).toContain(
    'The later version is the older one: 4 commits were taken back.',
  )
  const broken = await opened({ ...shop, fault: { at: /searchCriteria/, how: faults['500'] } })
  const half = await broken.source.difference(broken.range, signal)
  expect(half?.totalFiles).toBe(3)
  expect(half?.totalCommits).toBe(2)
  expect(half?.gaps.at(-1)?.reason).toMatch(/^Its commits are missing\. It failed/)
})

test('pages of files that bring nothing new are not followed on and on', async () => {
  const same = { changeType: 'edit', item: { path: '/src/auth.ts', gitObjectType: 'blob' } }
  const files = Array.from({ length: 50 }, () => same)
  const { source, fake, range } = await opened({ ...shop, files, mostAtOnce: 1 })
  const found = await source.difference(range, signal)
  expect(found?.files.map((file) => file.path)).toEqual(['src/auth.ts'])
  expect(found?.gaps.map(({ reason }) => reason)).toContain(
    'More files changed than are read at once.',
  )
  expect(fake.seen.filter((one) => one.includes('/diffs/commits'))).toHaveLength(2)
})
