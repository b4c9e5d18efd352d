import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { gitChanges } from '../../../src/adapters/git/changes.ts'
import { git, repository } from '../../support/git-repository.ts'

const signal = new AbortController().signal
const source = (root: string) =>
  gitChanges({
    root,
    repository: '.',
    service: 'auth',
    environment: null,
    configuration: ['flags.txt'],
  })

const history = () =>
  repository([
    { subject: 'Base', file: 'src/a.ts' },
    { subject: 'Wider column (#7)', author: 'Nadia Roe', file: 'db/migrations/2.sql' },
    { subject: 'Other limit', file: 'flags.txt' },
    { subject: 'Newer driver\n\nCo-authored-by: Ola Berg <o@example.test>', file: 'package.json' },
  ])

test('tells commits, pull requests and files between two tags', async () => {
  const root = await history()
  git(root, ['tag', 'v1', 'main~3'])
  git(root, ['tag', 'v2', 'main'])
  const range = { source: 'git:.', from: 'v1', to: 'v2' }
  const found = await source(root).difference(range, signal)
  expect(found).toMatchObject({ totalCommits: 3, totalFiles: 3, url: null, gaps: [] })
  expect(found?.commits.map(({ subject }) => subject)).toEqual([
    'Newer driver',
    'Other limit',
    'Wider column (#7)',
  ])
  expect(found?.commits[0]?.alsoBy).toEqual(['Ola Berg'])
  expect(found?.pullRequests).toEqual([
    { number: '7', title: 'Wider column (#7)', author: 'Nadia Roe', url: null },
  ])
  expect(found?.files.map((file) => [file.path, file.class, file.added, file.removed])).toEqual([
    ['db/migrations/2.sql', 'migration', 1, 0],
    ['flags.txt', 'configuration', 1, 0],
    ['package.json', 'dependency', 1, 0],
  ])
})

test('names the settings that configuration between two versions touched, and none of their values', async () => {
  const root = await history()
  const write = async (limit: number) => {
    await mkdir(join(root, 'config'), { recursive: true })
    await writeFile(
      join(root, 'config', '[prod].yaml'),
      `session:\n  limit: ${limit}\n  secret: hunter2-${limit}\nname: shop\n`,
    )
    git(root, ['add', 'config'])
    git(root, ['commit', '-q', '-m', `Limit ${limit}`])
  }
  git(root, ['checkout', '-q', '-f', 'main'])
  await write(5)
  await write(9)
  const [from = '', to = ''] = git(root, ['rev-parse', 'HEAD~1', 'HEAD']).trim().split('\n')
  const found = await source(root).difference({ source: 'git:.', from, to }, signal)
  expect(found?.files).toEqual([
    {
      path: 'config/[prod].yaml',
      class: 'configuration',
      added: 2,
      removed: 2,
      keys: ['session.limit', 'session.secret'],
    },
  ])
  expect(JSON.stringify(found)).not.toContain('hunter2')
})

test('the way back says what the later version is without', async () => {
  const root = await history()
  const range = { source: 'git:.', from: 'main', to: 'main~0' }
  expect(await source(root).difference(range, signal)).toBeNull()
  const [last, first] = ['main', 'main~3'].map((name) => git(root, ['rev-parse', name]).trim())
  const back = await source(root).difference({ ...range, from: last!, to: first! }, signal)
  expect(back).toMatchObject({ commits: [], totalCommits: 0, totalFiles: 3 })
  expect(back?.gaps.map(({ reason }) => reason)).toEqual([
    'The former version has 3 commits that the later one is without: it was taken back, or is of another branch.',
  ])
})

test.each([
  '--output=stolen',
  '-O/etc/passwd',
  'main..main',
  'main@{0}',
  'HEAD^',
  ':/Base',
  'main:src/a.ts',
  '',
  'v9.9.9',
  'a'.repeat(40),
  `${'0'.repeat(39)}1\n--all`,
])('%j means no version, and nothing is run for it', async (name) => {
  const root = await history()
  for (const [from, to] of [
    ['main', name],
    [name, 'main'],
  ] as const) {
    expect(await source(root).difference({ source: 'git:.', from, to }, signal)).toBeNull()
  }
  expect(git(root, ['status', '--porcelain', '--ignored', '--untracked-files=all'])).not.toContain(
    'stolen',
  )
})

test('a shallow clone says that more may lie between; what is no repository knows nothing', async () => {
  const origin = await history()
  const root = await mkdtemp(join(tmpdir(), 'baton-git-'))
  git(root, ['clone', '-q', '--depth', '2', `file://${origin}`, 'clone'])
  const clone = join(root, 'clone')
  const from = git(clone, ['rev-parse', 'HEAD~1']).trim()
  const found = await source(clone).difference({ source: 'git:.', from, to: 'main' }, signal)
  expect(found?.totalCommits).toBe(1)
  expect(found?.gaps.map(({ reason }) => reason)).toEqual([
    'The clone is shallow: commits before its edge are missing.',
  ])
  const range = { source: 'git:.', from: 'main', to: 'main' }
  expect(await source(root).difference(range, signal)).toBeNull()
})

test('a file that became a submodule runs none of the programs that the submodule names', async () => {
  const root = await repository([{ subject: 'Base', file: 'flags.txt' }])
  await rm(join(root, 'flags.txt'), { force: true })
  const inner = join(root, 'flags.txt')
  const proof = join(root, 'proof')
  const script = join(root, 'evil.sh')
  await writeFile(script, `#!/bin/sh\ntouch ${proof}\n`)
  await chmod(script, 0o755)
  git(root, ['init', '-q', inner])
  git(inner, ['commit', '-q', '--allow-empty', '-m', 'Empty'])
  await writeFile(join(inner, 'file'), 'x')
  git(inner, ['add', 'file'])
  git(inner, ['commit', '-q', '-m', 'Inner'])
  git(inner, ['config', 'diff.external', script])
  git(root, ['config', 'diff.submodule', 'diff'])
  git(root, ['add', 'flags.txt'])
  git(root, ['commit', '-q', '-m', 'Now a submodule'])
  const from = git(root, ['rev-parse', 'main~1']).trim()
  const found = await source(root).difference({ source: 'git:.', from, to: 'main' }, signal)
  expect(found?.files.map(({ path }) => path)).toEqual(['flags.txt'])
  expect(existsSync(proof)).toBe(false)
})
