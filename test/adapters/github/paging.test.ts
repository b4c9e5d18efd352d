import { expect, test } from 'vitest'

import { deployed } from '../../support/github/repository.ts'
import { githubSource, hour, minuteMs, nowMs } from '../../support/github/source.ts'

const { signal } = new AbortController()
const day = { fromMs: nowMs - 24 * 60 * minuteMs, toMs: nowMs }
const many = Array.from({ length: 5_000 }, (_, i) => deployed(i, day.fromMs + i * 17_000))

test('5,000 deployments are paged to the end without gap or repeat', async () => {
  const { source, github } = await githubSource({ held: { deployments: many } })
  const { changes, gaps } = await source.changes(day, signal)
  expect(gaps).toEqual([])
  const ids = changes.map(({ id }) => id)
  expect(new Set(ids).size).toBe(5_000)
  expect(ids).toHaveLength(5_000)
  expect(changes.filter(({ previousCommit }) => previousCommit === null)).toHaveLength(1)
  expect(github.seen).toHaveLength(51)
})

test('paging ends once deployments are older than the window', async () => {
  const { source, github } = await githubSource({ held: { deployments: many } })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(gaps).toEqual([])
  expect(changes.length).toBeGreaterThanOrEqual(100)
  expect(github.seen.length).toBeLessThanOrEqual(6)
})

test('what is beyond the most that is read at once is a gap', async () => {
  const { source } = await githubSource(
    { held: { deployments: many } },
    { limits: { deploymentPages: 3 } },
  )
  const { changes, gaps } = await source.changes(day, signal)
  expect(changes).toHaveLength(300)
  expect(gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Deployments: the older ones are missing\. The window holds more/),
  ])
})

test('2,300 workflow runs are read where GitHub shows a thousand of one question', async () => {
  const runs = Array.from({ length: 2_300 }, (_, i) => ({ id: i, atMs: day.fromMs + i * 30_000 }))
  const { source, github } = await githubSource({ held: { runs } }, { limits: { runPages: 40 } })
  const { changes, gaps } = await source.changes(day, signal)
  expect(gaps).toEqual([])
  expect(new Set(changes.map(({ id }) => id)).size).toBe(2_300)
  expect(github.violations).toEqual([])
})
