import { expect, test } from 'vitest'

import { sha } from '../../support/github/repository.ts'
import { faults } from '../../support/github/faults.ts'
import { githubSource, hour, minuteMs } from '../../support/github/source.ts'

const { signal } = new AbortController()
const source = 'github:acme/shop'
const atMs = (i: number): number => hour.fromMs + i * minuteMs
const commits = Array.from({ length: 251 }, (_, i) => ({
  sha: sha(`c${i}`),
  atMs: atMs(i),
  subject: `Commit ${i}`,
  author: 'dev',
  pull: {
    number: Math.floor(i / 10),
    title: `Pull request ${Math.floor(i / 10)}`,
    mergedAtMs: atMs(i),
    mergedBy: 'lead',
    paths: [],
  },
}))
const files = [
  { path: 'db/migrations/1.sql' },
  { path: 'config/app.yaml', patch: '@@ -1,2 +1,2 @@\n name: shop\n-timeout: 5\n+timeout: 1' },
]

test('commits, files with class and keys, and pull requests between two commits', async () => {
  const { source: shop, github } = await githubSource({ held: { commits, files } })
  const range = { source, from: sha('c0'), to: sha('c12') }
  const found = await shop.difference(range, signal)
  expect(found).toMatchObject({
    totalCommits: 12,
    totalFiles: 2,
    pullRequests: [
      { number: '1', title: 'Pull request 1', author: 'dev' },
      { number: '0', title: 'Pull request 0' },
    ],
    files: [
      { path: 'db/migrations/1.sql', class: 'migration', added: 2, removed: 1, keys: [] },
      { path: 'config/app.yaml', class: 'configuration', keys: ['timeout'] },
    ],
    url: `https://github.com/acme/shop/compare/${range.from}...${range.to}`,
    gaps: [],
  })
  expect(found?.commits[0]).toEqual({
    id: sha('c12'),
    atMs: atMs(12),
    author: 'dev',
    alsoBy: ['dev', 'dev'],
    subject: 'Commit 12',
  })
  expect(github.seen).toHaveLength(2)
  expect(github.violations).toEqual([])
})

test('of 250 commits the newest hundred, and all are counted', async () => {
  const { source: shop, github } = await githubSource({ held: { commits } })
  const found = await shop.difference({ source, from: sha('c0'), to: sha('c250') }, signal)
  expect(found?.totalCommits).toBe(250)
  expect(found?.commits.map(({ subject }) => subject)).toEqual(
    Array.from({ length: 100 }, (_, i) => `Commit ${250 - i}`),
  )
  expect(github.seen).toHaveLength(4)
})

test('a version that is gone is a gap for its own source and nothing for another', async () => {
  const { source: shop } = await githubSource({ held: { commits } })
  const range = { from: 'v1-moved', to: sha('c3') }
  expect(await shop.difference({ source: 'git:.', ...range }, signal)).toBeNull()
  expect(await shop.difference({ source, ...range }, signal)).toMatchObject({
    commits: [],
    gaps: [{ source, reason: expect.stringContaining('is not there any more') }],
  })
})

test('going back is said, and so is that two versions have parted', async () => {
  const { source: shop } = await githubSource({ held: { commits } })
  const back = await shop.difference({ source, from: sha('c9'), to: sha('c3') }, signal)
  expect(back?.gaps.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('The second version is older than the first'),
  ])
})

test.each(['../../other', 'a..b', '-x', '', 'a b', 'x'.repeat(300)])(
  'what is no revision is not asked for: %s',
  async (from) => {
    const { source: shop, github } = await githubSource({ held: { commits } })
    expect(await shop.difference({ source, from, to: sha('c3') }, signal)).toBeNull()
    expect(github.seen).toEqual([])
  },
)

test('pull requests that cannot be read are a gap beside the commits', async () => {
  const fault = { at: /graphql$/, how: faults['403'] }
  const { source: shop } = await githubSource({ held: { commits }, fault })
  const found = await shop.difference({ source, from: sha('c0'), to: sha('c3') }, signal)
  expect(found).toMatchObject({ totalCommits: 3, pullRequests: [] })
  expect(found?.gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Its pull requests are missing\. Our credentials may not read this/),
  ])
})

test('an answer that is parted from the older version', async () => {
  const fault = {
    at: /compare/,
    how: ((response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(
          JSON.stringify({ status: 'diverged', total_commits: 0, commits: [], files: [] }),
        )) as (typeof faults)['404'],
  }
  const { source: shop } = await githubSource({ held: { commits }, fault })
  const found = await shop.difference({ source, from: sha('c0'), to: sha('c3') }, signal)
  expect(found?.gaps.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('The two versions have parted'),
  ])
})
