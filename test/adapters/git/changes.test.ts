import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { afterEach, expect, test, vi } from 'vitest'

import { unknownChange } from '../../../src/domain/change-event.ts'
import { gitChanges } from '../../../src/adapters/git/changes.ts'
import { git, repository, startMs } from '../../support/git-repository.ts'

const signal = new AbortController().signal
const minuteMs = 60_000
const always = { fromMs: startMs - 86_400_000, toMs: startMs + 20 * 86_400_000 }

afterEach(() => {
  vi.unstubAllEnvs()
})

function source(root: string, limits = {}) {
  return gitChanges({ root, repository: '.', service: 'auth', environment: 'production', limits })
}

test('tells 300 commits of a real repository, and only those of the window', async () => {
  const root = await repository(
    Array.from({ length: 300 }, (_, i) => ({ subject: `Change ${i}`, file: `src/${i}.ts` })),
  )
  const all = await source(root).changes(always, signal)
  expect(all.changes).toHaveLength(300)
  expect(all.gaps).toEqual([])
  const window = { fromMs: startMs + 10 * minuteMs, toMs: startMs + 20 * minuteMs }
  const some = await source(root).changes(window, signal)
  expect(some.changes.map((change) => change.notes)).toEqual(
    Array.from({ length: 10 }, (_, i) => `Change ${19 - i}`),
  )
  expect(some.changes[0]).toEqual({
    ...unknownChange,
    id: expect.stringMatching(/^[0-9a-f]{40}$/),
    commit: some.changes[0]?.id,
    previousCommit: some.changes[1]?.id,
    rollback: `git revert ${some.changes[0]?.id.slice(0, 12)}`,
    files: { migration: 0, configuration: 0, dependency: 0, code: 1 },
    source: 'git:.',
    kind: 'other',
    service: 'auth',
    environment: 'production',
    startedAtMs: startMs + 19 * minuteMs,
    state: 'committed',
    actor: 'Dev',
    notes: 'Change 19',
  })
})

test.each([
  ['db/migrations/0042_drop.sql', 'migration'],
  ['config/production.yaml', 'configuration'],
  ['helm/values.yaml', 'configuration'],
  ['src/login.ts', 'other'],
  ['src/config-parser.ts', 'other'],
  ['src/immigration/form.ts', 'other'],
])('a commit to %s is a change of kind %s, never a deployment', async (file, kind) => {
  const root = await repository([{ subject: 'Deploy to production', file }])
  const { changes } = await source(root).changes(always, signal)
  expect(changes.map((change) => change.kind)).toEqual([kind])
})

test('an author or subject that looks like a commit stays text', async () => {
  const author = `\u0001${'a'.repeat(40)}`
  const root = await repository([{ subject: '1795418119', author }])
  const { changes } = await source(root).changes(always, signal)
  expect(changes.map(({ actor, notes }) => ({ actor, notes }))).toEqual([
    { actor: author, notes: '1795418119' },
  ])
})

test('a merge is one change with the files it brought, its branch is not told', async () => {
  const root = await repository([{ subject: 'Base', file: 'a.ts' }])
  const at = { date: '2026-11-21T10:00:00Z' }
  vi.stubEnv('GIT_AUTHOR_DATE', at.date)
  vi.stubEnv('GIT_COMMITTER_DATE', at.date)
  git(root, ['checkout', '-q', '-f', '-b', 'topic'])
  await writeFile(join(root, 'login.sql'), 'x')
  execFileSync('mkdir', [join(root, 'migrations')])
  git(root, ['mv', '-f', 'a.ts', 'migrations/a.sql'])
  git(root, ['commit', '-q', '-m', 'On the branch'])
  git(root, ['checkout', '-q', 'main'])
  git(root, ['merge', '-q', '--no-ff', '-m', 'Merge topic', 'topic'])
  const { changes } = await source(root).changes(always, signal)
  expect(changes.map(({ notes, kind }) => ({ notes, kind }))).toEqual([
    { notes: 'Merge topic', kind: 'migration' },
    { notes: 'Base', kind: 'other' },
  ])
})

test('tags are releases by their own date and tagger', async () => {
  const root = await repository([{ subject: 'Base', file: 'a.ts' }])
  vi.stubEnv('GIT_COMMITTER_DATE', '2026-11-21T10:00:00Z')
  git(root, ['tag', '-a', 'v1.2.0', '-m', 'Release 1.2.0', 'main'])
  git(root, ['tag', 'light', 'main'])
  const { changes } = await source(root).changes(always, signal)
  const tags = changes.filter((change) => change.kind === 'release')
  expect(
    tags.map(({ id, version, startedAtMs, actor, notes }) => [
      id,
      version,
      startedAtMs,
      actor,
      notes,
    ]),
  ).toEqual([
    ['tag:v1.2.0', 'v1.2.0', Date.UTC(2026, 10, 21, 10), 'Dev', 'Release 1.2.0'],
    ['tag:light', 'light', startMs, null, 'Base'],
  ])
})

test('programs that the repository names in its configuration are not run', async () => {
  const root = await repository([{ subject: 'Base', file: 'a.ts' }])
  const proof = join(root, 'proof')
  const script = join(root, 'evil.sh')
  await writeFile(script, `#!/bin/sh\ntouch ${proof}\n`)
  await chmod(script, 0o755)
  for (const key of ['core.fsmonitor', 'core.pager', 'gpg.program', 'diff.external', 'pager.log']) {
    git(root, ['config', key, script])
  }
  git(root, ['config', 'log.showSignature', 'true'])
  const { changes } = await source(root).changes(always, signal)
  expect(changes).toHaveLength(1)
  expect(existsSync(proof)).toBe(false)
})

test('GIT_* variables of the caller do not lead to another repository', async () => {
  const other = await repository([{ subject: 'Other' }])
  const root = await repository([{ subject: 'Mine' }])
  vi.stubEnv('GIT_DIR', join(other, '.git'))
  vi.stubEnv('GIT_CONFIG_COUNT', '1')
  vi.stubEnv('GIT_CONFIG_KEY_0', 'core.bare')
  vi.stubEnv('GIT_CONFIG_VALUE_0', 'true')
  const { changes } = await source(root).changes(always, signal)
  expect(changes.map((change) => change.notes)).toEqual(['Mine'])
})

test('a shallow clone answers and says what is missing', async () => {
  const origin = await repository(Array.from({ length: 5 }, (_, i) => ({ subject: `Change ${i}` })))
  const root = await mkdtemp(join(tmpdir(), 'baton-git-'))
  git(root, ['clone', '-q', '--depth', '2', `file://${origin}`, 'clone'])
  const { changes, sources, gaps } = await source(join(root, 'clone')).changes(always, signal)
  expect(changes).toHaveLength(2)
  expect(sources).toEqual(['git:.'])
  expect(gaps).toEqual([
    { source: 'git:.', reason: 'The clone is shallow: commits before its edge are missing.' },
  ])
})

test('more commits than the limits are a gap, and what was read whole is told', async () => {
  const root = await repository(Array.from({ length: 50 }, (_, i) => ({ subject: `Change ${i}` })))
  const tooMany = {
    source: 'git:.',
    reason: 'The window holds more commits than are read at once; the oldest are missing.',
  }
  const counted = await source(root, { maxCommits: 10 }).changes(always, signal)
  expect(counted.changes).toHaveLength(10)
  expect(counted.gaps).toEqual([tooMany])
  const cut = await source(root, { maxBytes: 1_000 }).changes(always, signal)
  expect(cut.changes.length).toBeGreaterThan(3)
  expect(cut.changes.every((change) => /^Change \d+$/.test(change.notes))).toBe(true)
  expect(cut.gaps).toEqual([tooMany])
})

test.each([
  [
    'no repository',
    () => mkdtemp(join(tmpdir(), 'baton-git-')),
    'The folder is not a git repository.',
  ],
  [
    'no folder',
    () => Promise.resolve(join(tmpdir(), 'baton-git-none')),
    'The folder is not a git repository.',
  ],
  [
    'no commits',
    async () => {
      const root = await mkdtemp(join(tmpdir(), 'baton-git-'))
      git(root, ['init', '-q'])
      return root
    },
    'The repository has no commits.',
  ],
])('%s is a gap in our words', async (_, make, reason) => {
  expect(await source(await make()).changes(always, signal)).toEqual({
    changes: [],
    sources: [],
    gaps: [{ source: 'git:.', reason }],
  })
})

test('a machine without git, and a git that hangs, are gaps', async () => {
  const root = await repository([{ subject: 'Base' }])
  const bin = await mkdtemp(join(tmpdir(), 'baton-git-bin-'))
  vi.stubEnv('PATH', bin)
  const absent = await source(root).changes(always, signal)
  expect(absent.gaps[0]?.reason).toBe('git is not installed here, so the commits are missing.')
  await writeFile(join(bin, 'git'), '#!/bin/sh\nexec /bin/sleep 60\n', { mode: 0o755 })
  const hanging = await source(root, { deadlineMs: 50 }).changes(always, signal)
  expect(hanging.gaps[0]?.reason).toBe('git did not answer in time, so the commits are missing.')
})

const own = resolve(import.meta.dirname, '../../..')

test.skipIf(!existsSync(join(own, '.git')))("reads this repository's own history", async () => {
  const history = source(own)
  const { changes, sources } = await history.changes(
    { fromMs: 0, toMs: Date.UTC(2100, 0, 1) },
    signal,
  )
  expect(sources).toEqual(['git:.'])
  expect(changes.map((change) => change.state)).toContain('committed')
})
