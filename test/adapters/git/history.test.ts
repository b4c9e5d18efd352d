import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { gitChanges } from '../../../src/adapters/git/changes.ts'
import { git, repository, startMs } from '../../support/git-repository.ts'

const signal = new AbortController().signal
const minuteMs = 60_000
const dayMs = 86_400_000
const always = { fromMs: startMs - dayMs, toMs: startMs + 20 * dayMs }

const source = (root: string, own = {}) =>
  gitChanges({ root, repository: '.', service: 'auth', environment: null, ...own })

test('an hour and a day of 10,000 commits are told whole, all of them with a gap', async () => {
  const root = await repository(
    Array.from({ length: 10_000 }, (_, i) => ({
      subject: `Change ${i}`,
      file: `src/${i % 50}.ts`,
    })),
  )
  const from = startMs + 5_000 * minuteMs
  for (const commits of [60, 1_440]) {
    const window = { fromMs: from, toMs: from + commits * minuteMs }
    const { changes, gaps } = await source(root).changes(window, signal)
    expect(changes.map(({ notes }) => notes)).toEqual(
      Array.from({ length: commits }, (_, i) => `Change ${4_999 + commits - i}`),
    )
    expect(gaps).toEqual([])
  }
  const all = await source(root).changes(always, signal)
  expect(all.changes).toHaveLength(5_000)
  expect(all.gaps.map(({ reason }) => reason)).toEqual([
    'The window holds more commits than are read at once; the oldest are missing.',
  ])
  const difference = await source(root).difference(
    { source: 'git:.', from: all.changes.at(-1)!.id, to: 'main' },
    signal,
  )
  expect(difference).toMatchObject({ totalCommits: 4_999, totalFiles: 50, gaps: [] })
  expect(difference?.commits).toHaveLength(100)
})

test.each([
  ['Merge pull request #42 from acme/topic', '42'],
  ['Merged PR 1207: Faster login', '1207'],
  ['Merged in topic (pull request #7)', '7'],
  ['Faster login (#815)', '815'],
  ['Faster login (!16)', '16'],
  ['Fixes #12 at last', undefined],
])('"%s" brings the pull request %s', async (subject, number) => {
  const { changes } = await source(await repository([{ subject }])).changes(always, signal)
  expect(changes[0]?.pullRequests).toEqual(number === undefined ? [] : [number])
})

test('a merge says so, with what was before it and how it is taken back', async () => {
  const root = await repository([{ subject: 'Base', file: 'a.ts' }])
  const at = '2026-11-21T10:00:00Z'
  git(root, ['checkout', '-q', '-f', '-b', 'topic'])
  git(root, ['commit', '-q', '--allow-empty', '-m', 'On the branch'], { at })
  git(root, ['checkout', '-q', 'main'])
  const base = git(root, ['rev-parse', 'HEAD']).trim()
  git(root, ['merge', '-q', '--no-ff', '-m', 'Merge pull request #9 from x', 'topic'], { at })
  const { changes } = await source(root).changes(always, signal)
  const [merge] = changes
  expect(merge).toMatchObject({ state: 'merged', previousCommit: base, pullRequests: ['9'] })
  expect(merge?.rollback).toBe(`git revert -m 1 ${merge?.id.slice(0, 12)}`)
})

test('folders and patterns of the configuration decide before what paths look like', async () => {
  const root = await repository([
    { subject: 'a', file: 'sql/042_drop.sql' },
    { subject: 'b', file: 'ops/live/limits.xml' },
    { subject: 'c', file: 'ops/live/readme.txt' },
    { subject: 'd', file: 'db/migrations/1.sql' },
  ])
  const own = { migrations: ['./sql/'], configuration: ['ops/**/*.xml'] }
  const kinds = async (options: object) =>
    (await source(root, options).changes(always, signal)).changes
      .map(({ kind }) => kind)
      .toReversed()
  expect(await kinds(own)).toEqual(['migration', 'configuration', 'other', 'migration'])
  expect(await kinds({})).toEqual(['other', 'other', 'other', 'migration'])
})

test('notes of any name are told with their commit, and none poses as a file of it', async () => {
  const root = await repository([{ subject: 'Base', file: 'a.ts' }])
  const note = join(root, 'note')
  await writeFile(note, 'live at 10:04\n\0\0db/migrations/1.sql\0')
  const blob = git(root, ['hash-object', '-w', note]).trim()
  git(root, ['notes', '--ref=deploys', 'add', '-C', blob, 'main'])
  git(root, ['notes', 'add', '-m', 'looks fine', 'main'])
  const { changes } = await source(root).changes(always, signal)
  expect(changes).toHaveLength(1)
  expect(changes[0]).toMatchObject({ kind: 'other', files: { code: 1, migration: 0 } })
  expect(changes[0]?.notes).toMatch(/^Base\n/)
  expect(changes[0]?.notes).toContain('live at 10:04')
  expect(changes[0]?.notes).toContain('looks fine')
})

test('trailers name who approved, and whoever else had a hand in it', async () => {
  const subject = [
    'Faster login',
    '',
    'Co-authored-by: Nadia Roe <nadia@example.test>',
    'Signed-off-by: Ola Berg <ola@example.test>',
    'Reviewed-by: Rena Poll <rena@example.test>',
  ].join('\n')
  const root = await repository([{ subject }])
  const { changes } = await source(root).changes(always, signal)
  expect(changes[0]).toMatchObject({
    actor: 'Dev',
    approvedBy: ['Rena Poll'],
    alsoBy: ['Nadia Roe', 'Ola Berg'],
    notes: 'Faster login',
  })
})
