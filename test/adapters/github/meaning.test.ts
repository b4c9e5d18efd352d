import { expect, test } from 'vitest'

import { type Committed, deployed, sha } from '../../support/github/repository.ts'
import { githubSource, hour, minuteMs } from '../../support/github/source.ts'

const { signal } = new AbortController()
const at = (minutes: number): number => hour.fromMs + minutes * minuteMs

test('a run that made a deployment is not told twice, one of a pull request not at all, one that a comment ordered is', async () => {
  const { source } = await githubSource({
    held: {
      deployments: [deployed(1, at(10))],
      runs: [
        { id: 1_000_001, atMs: at(9) },
        { id: 2, atMs: at(20), event: 'pull_request' },
        { id: 5, atMs: at(22), event: 'issues' },
        { id: 6, atMs: at(25), event: 'issue_comment' },
        { id: 3, atMs: at(30), event: 'workflow_dispatch', conclusion: 'failure' },
        { id: 4, atMs: at(40), event: 'schedule', endMs: null },
      ],
    },
  })
  const { changes } = await source.changes(hour, signal)
  expect(changes.map(({ id, state, finishedAtMs }) => [id, state, finishedAtMs])).toEqual([
    ['deployment:1', 'success', at(13)],
    ['run:4', 'in_progress', null],
    ['run:3', 'failure', at(33)],
    ['run:6', 'success', at(28)],
  ])
})

test('a deployment without statuses is pending, one that failed is what nothing goes back to', async () => {
  const { source } = await githubSource({
    held: {
      deployments: [
        deployed(1, at(1)),
        deployed(2, at(10), { statuses: [{ state: 'ERROR', atMs: at(11) }] }),
        deployed(3, at(20), { statuses: [] }),
      ],
    },
  })
  const { changes } = await source.changes(hour, signal)
  expect(
    changes.map(({ id, state, finishedAtMs, previousCommit }) => [
      id,
      state,
      finishedAtMs,
      previousCommit,
    ]),
  ).toEqual([
    ['deployment:1', 'success', at(4), null],
    ['deployment:2', 'error', at(11), sha('commit 1')],
    ['deployment:3', 'pending', null, sha('commit 1')],
  ])
})

test('a merge is told once with the classes of its files, a commit by itself, what was merged elsewhere as commits', async () => {
  const pull = {
    number: 12,
    title: 'Widen the column',
    mergedAtMs: at(10),
    mergedBy: 'lead',
    paths: ['services/auth/migrations/7.sql', 'services/auth/main.ts'],
  }
  const commits: readonly Committed[] = [
    { sha: sha('a'), atMs: at(5), subject: 'Part of it', pull },
    { sha: sha('b'), atMs: at(10), subject: 'Merge pull request #12', author: 'dev', pull },
    { sha: sha('c'), atMs: at(20), subject: 'Straight to main', author: 'dev' },
    { sha: sha('d'), atMs: at(30), subject: 'Of another branch', pull: { ...pull, base: 'next' } },
  ]
  const services = { auth: { paths: ['services/auth'] }, web: { paths: ['services/web/'] } }
  const { source } = await githubSource(
    { held: { commits, deployments: [deployed(1, at(40), { sha: sha('b') })] } },
    { services },
  )
  const { changes } = await source.changes(hour, signal)
  const files = { migration: 1, configuration: 0, dependency: 0, code: 1 }
  expect(changes).toMatchObject([
    { id: 'deployment:1', files },
    { id: sha('d'), state: 'committed', service: null },
    { id: sha('c'), state: 'committed', rollback: `Revert commit ${sha('c').slice(0, 12)}.` },
    {
      id: 'pull:12',
      kind: 'migration',
      service: 'auth',
      state: 'committed',
      actor: 'lead',
      startedAtMs: at(10),
      pullRequests: ['12'],
      files,
      rollback: 'Revert pull request #12.',
    },
  ])
})

test('a release follows the one before it, a draft is none', async () => {
  const { source } = await githubSource(
    {
      held: {
        releases: [
          { tag: 'auth-v1.0', atMs: at(-90), sha: sha('1') },
          { tag: 'web-v7', atMs: at(-80) },
          { tag: 'auth-v1.1', atMs: at(20), sha: sha('2') },
          { tag: 'auth-v1.2', atMs: at(30), isDraft: true },
        ],
      },
    },
    { services: { auth: { tags: ['auth-v'] } }, service: 'shop' },
  )
  const { changes } = await source.changes(hour, signal)
  expect(changes).toMatchObject([
    {
      id: 'release:auth-v1.1',
      kind: 'release',
      service: 'auth',
      version: 'auth-v1.1',
      previous: 'auth-v1.0',
      commit: sha('2'),
      previousCommit: sha('1'),
    },
  ])
  expect(changes).toHaveLength(1)
})

test('several services of one repository by workflow and environment, each with its own version before', async () => {
  const { source } = await githubSource(
    {
      held: {
        deployments: [
          deployed(1, at(-40)),
          deployed(2, at(-30)),
          deployed(3, at(10)),
          deployed(4, at(20), { environment: 'web-live' }),
        ],
        runs: [1, 2, 3, 4].map((id) => ({
          id: 1_000_000 + id,
          atMs: at(-50),
          path: `.github/workflows/deploy-${id === 2 ? 'pay' : 'auth'}.yml`,
        })),
      },
    },
    {
      services: {
        web: { environments: ['web-live'] },
        auth: { workflows: ['deploy-auth.yml'] },
        pay: { workflows: ['deploy-pay.yml'] },
      },
      environments: { 'web-live': { environment: 'production' } },
    },
  )
  const { changes } = await source.changes(hour, signal)
  expect(changes).toMatchObject([
    { id: 'deployment:3', service: 'auth', previousCommit: sha('commit 1') },
    { id: 'deployment:4', service: 'web', environment: 'production', previousCommit: null },
  ])
})

test('who approved stays a gap where the runs are not known', async () => {
  const { source } = await githubSource({
    held: {
      environments: { production: ['REQUIRED_REVIEWERS'] },
      deployments: [deployed(1, at(10))],
      runs: [{ id: 1_000_001, atMs: at(-600), approvedBy: { lead: ['production'] } }],
    },
  })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes).toMatchObject([{ id: 'deployment:1', approvedBy: [] }])
  expect(gaps.map(({ reason }) => reason)).toEqual([
    'Who approved deployments: something of it is missing. The runs of some deployments were not read.',
  ])
})
