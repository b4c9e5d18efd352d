import { expect, test } from 'vitest'

import { unknownChange } from '../../../src/domain/change-event.ts'
import { deployed, sha } from '../../support/github/repository.ts'
import { githubSource, hour, minuteMs, nowMs } from '../../support/github/source.ts'

const { signal } = new AbortController()
const at = (minutes: number): number => hour.fromMs + minutes * minuteMs

test('a deployment with its statuses, run, approval and what ran before', async () => {
  const { source, github } = await githubSource(
    {
      held: {
        environments: { production: ['REQUIRED_REVIEWERS'], staging: [] },
        deployments: [
          deployed(1, at(-600), { ref: { name: 'v1', prefix: 'refs/tags/' } }),
          deployed(2, at(-300), { statuses: [{ state: 'FAILURE', atMs: at(-299) }] }),
          deployed(3, at(-30), { environment: 'staging' }),
          deployed(4, at(10), {
            ref: { name: 'v2', prefix: 'refs/tags/' },
            description: 'Second version',
            statuses: [
              { state: 'WAITING', atMs: at(10) },
              { state: 'IN_PROGRESS', atMs: at(20) },
              { state: 'SUCCESS', atMs: at(25) },
              { state: 'INACTIVE', atMs: at(50) },
            ],
          }),
        ],
        runs: [{ id: 1_000_004, atMs: at(9), approvedBy: { 'lead-of-shop': ['production'] } }],
      },
    },
    { service: 'shop', environments: { production: { environment: 'live', region: 'eu-west-1' } } },
  )
  const { changes, sources, gaps } = await source.changes(hour, signal)
  expect(gaps).toEqual([])
  expect(sources).toEqual(['github:acme/shop'])
  expect(changes).toEqual([
    {
      ...unknownChange,
      id: 'deployment:4',
      source: 'github:acme/shop',
      kind: 'deployment',
      service: 'shop',
      environment: 'live',
      region: 'eu-west-1',
      version: 'v2',
      previous: 'v1',
      startedAtMs: at(20),
      finishedAtMs: at(25),
      state: 'success',
      actor: 'octo-dev',
      approvedBy: ['lead-of-shop'],
      url: 'https://github.com/acme/shop/actions/runs/1000004/job/7',
      rollback: 'Redeploy v1 to production.',
      commit: sha('commit 4'),
      previousCommit: sha('commit 1'),
      pullRequests: ['4'],
      notes: 'Second version',
    },
  ])
  expect(github.seen.length).toBeLessThanOrEqual(6)
  expect(github.violations).toEqual([])
})

test('asks at most six times for an hour, and not again within a minute', async () => {
  let clockMs = nowMs
  const { source, github } = await githubSource(
    {
      nowMs: () => clockMs,
      held: {
        environments: { production: ['REQUIRED_REVIEWERS'] },
        deployments: Array.from({ length: 90 }, (_, i) => deployed(i, at(i / 2))),
        runs: Array.from({ length: 150 }, (_, i) => ({ id: 1_000_000 + i, atMs: at(i / 3) })),
        releases: [{ tag: 'v9', atMs: at(5) }],
        commits: Array.from({ length: 60 }, (_, i) => ({
          sha: sha(`c${i}`),
          atMs: at(i),
          subject: `Commit ${i}`,
        })),
      },
    },
    { nowMs: () => clockMs },
  )
  const first = await source.changes(hour, signal)
  expect(first.gaps).toEqual([])
  expect(first.changes).toHaveLength(90 + 60 + 1 + 60)
  expect(github.seen.length).toBeLessThanOrEqual(6)
  const before = github.seen.length
  clockMs += 50_000
  const moved = { fromMs: hour.fromMs + 50_000, toMs: clockMs }
  expect((await source.changes(moved, signal)).changes.length).toBeGreaterThan(190)
  expect(github.seen).toHaveLength(before)
})

test('asks by ETag once what it knows is a minute old', async () => {
  let clockMs = nowMs + 10 * minuteMs
  const runs = Array.from({ length: 150 }, (_, i) => ({ id: i, atMs: at(i / 3) }))
  const { source, github } = await githubSource(
    { held: { runs }, nowMs: () => clockMs },
    { nowMs: () => clockMs },
  )
  const first = await source.changes(hour, signal)
  const before = github.seen.length
  clockMs += 2 * minuteMs
  expect(await source.changes(hour, signal)).toEqual(first)
  const again = github.seen.slice(before).filter(({ method }) => method === 'GET')
  expect(again.map(({ status }) => status)).toEqual([304, 304])
})
