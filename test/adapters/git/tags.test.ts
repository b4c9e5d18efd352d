import { expect, test } from 'vitest'

import { gitChanges } from '../../../src/adapters/git/changes.ts'
import { git, repository, startMs } from '../../support/git-repository.ts'

const signal = new AbortController().signal
const dayMs = 86_400_000
const always = { fromMs: startMs - dayMs, toMs: startMs + 20 * dayMs }
const day = (n: number) => `2026-11-2${n}T10:00:00Z`
const dayAtMs = (n: number) => Date.UTC(2026, 10, 20 + n, 10)

async function tagsOf(root: string) {
  const source = gitChanges({ root, repository: '.', service: 'auth', environment: null })
  const { changes, gaps } = await source.changes(always, signal)
  expect(gaps).toEqual([])
  return changes.filter(({ kind }) => kind === 'release')
}

const five = () => repository(Array.from({ length: 5 }, (_, i) => ({ subject: `Change ${i}` })))
const tag = (root: string, name: string, revision: string, at: string, ...more: string[]) =>
  git(root, ['tag', '-a', name, '-m', name, ...more, revision], { at })

test('the former version of a release is the next lower one of its kind', async () => {
  const root = await five()
  tag(root, 'v1.2.9', 'main~4', day(1))
  tag(root, 'v2.0.0-rc.1', 'main~3', day(2))
  tag(root, 'v2.0.0', 'main~2', day(3))
  tag(root, 'v1.2.10', 'main~3', day(4))
  tag(root, 'auth-1.0.0', 'main~2', day(4))
  tag(root, 'auth-1.1.0', 'main~1', day(5))
  tag(root, 'stable', 'main', day(5))
  tag(root, 'v2', 'main', day(5))
  const tags = await tagsOf(root)
  expect(Object.fromEntries(tags.map(({ version, previous }) => [version, previous]))).toEqual({
    'v1.2.9': null,
    'v1.2.10': 'v1.2.9',
    'v2.0.0-rc.1': 'v1.2.10',
    'v2.0.0': 'v1.2.10',
    'auth-1.0.0': null,
    'auth-1.1.0': 'auth-1.0.0',
    stable: null,
    v2: null,
  })
  const release = tags.find(({ version }) => version === 'v2.0.0')
  const commitOf = (revision: string) => git(root, ['rev-parse', revision]).trim()
  expect(release).toMatchObject({
    commit: commitOf('main~2'),
    previousCommit: commitOf('main~3'),
    startedAtMs: dayAtMs(3),
    state: 'tagged',
  })
})

test('a tag that moved is told where it is and where it was, each with its own time', async () => {
  const root = await five()
  git(root, ['config', 'core.logAllRefUpdates', 'always'])
  const was = git(root, ['rev-parse', 'main~3']).trim()
  git(root, ['tag', 'live', 'main~3'], { at: day(1) })
  git(root, ['tag', '-f', 'live', 'main~1'], { at: day(2) })
  const told = (await tagsOf(root)).map(({ id, startedAtMs, state }) => [id, startedAtMs, state])
  expect(told).toEqual([
    ['tag:live', dayAtMs(2), 'moved-here'],
    [`tag:live@${was.slice(0, 12)}`, dayAtMs(1), 'moved-since'],
  ])
})

test('a forced tag without a log bears its new date, one without tagger says whose its date is', async () => {
  const root = await five()
  tag(root, 'v1.0.0', 'main~3', day(1))
  tag(root, 'v1.0.0', 'main~1', day(4), '-f')
  git(root, ['tag', 'light', 'main~4'], { at: day(4) })
  const told = (await tagsOf(root)).map(({ id, startedAtMs, state }) => [id, startedAtMs, state])
  expect(told).toEqual([
    ['tag:v1.0.0', dayAtMs(4), 'tagged'],
    ['tag:light', startMs, 'commit-date'],
  ])
})

test('a thousand tags are put in order at once', async () => {
  const root = await five()
  const hash = git(root, ['rev-parse', 'main']).trim()
  const refs = Array.from({ length: 1_000 }, (_, i) => `create refs/tags/v1.0.${i} ${hash}\n`)
  git(root, ['update-ref', '--stdin'], { input: refs.join('') })
  const tags = await tagsOf(root)
  expect(tags).toHaveLength(1_000)
  expect(tags.find(({ version }) => version === 'v1.0.999')?.previous).toBe('v1.0.998')
})
