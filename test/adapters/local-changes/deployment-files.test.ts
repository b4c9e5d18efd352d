import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { unknownChange } from '../../../src/domain/change-event.ts'
import { deploymentFiles } from '../../../src/adapters/local-changes/deployment-files.ts'

const signal = new AbortController().signal
const window = { fromMs: Date.UTC(2026, 10, 23, 7), toMs: Date.UTC(2026, 10, 23, 8) }

async function root(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-files-'))
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return folder
}

async function read(content: string | Buffer, limits = {}) {
  const folder = await root({ 'd.ndjson': content })
  return deploymentFiles({ root: folder, files: ['d.ndjson'], limits }).changes(window, signal)
}

const full = {
  id: 'dep-1',
  kind: 'deployment',
  service: 'auth',
  environment: 'production',
  region: 'eu-west-1',
  target: 'auth-web',
  version: '4.2.0',
  previous: '4.1.9',
  startedAt: '2026-11-23T08:30:00+01:00',
  finishedAt: '2026-11-23T07:35:00Z',
  state: 'succeeded',
  actor: 'maria',
  approvedBy: ['ola', 'Rena Poll'],
  url: 'https://github.com/example/auth/actions/runs/1',
  rollback: 'deploy 4.1.9',
  commit: '9fceb02',
  previousCommit: '8e1f5a1',
  pullRequests: ['815', '816'],
  files: { migration: 1, configuration: 0, dependency: 2, code: 7 },
  notes: 'New token check',
}
const line = (more: object = {}) => JSON.stringify({ ...full, ...more })

test('reads every field of a line', async () => {
  const { startedAt: _start, finishedAt: _finish, ...same } = full
  expect(await read(`${line()}\n`)).toEqual({
    changes: [
      {
        ...unknownChange,
        ...same,
        source: 'files:d.ndjson',
        startedAtMs: Date.UTC(2026, 10, 23, 7, 30),
        finishedAtMs: Date.UTC(2026, 10, 23, 7, 35),
      },
    ],
    sources: ['files:d.ndjson'],
    gaps: [],
  })
})

test('one stands for a list of one, paths for their classes, and what no list is breaks the line', async () => {
  const lines = [
    line({ id: 'a', approvedBy: 'ola', pullRequests: 815, files: ['db/migrations/1.sql', 'a.ts'] }),
    line({ id: 'b', approvedBy: null, pullRequests: [], files: { code: 1 } }),
    line({ id: 'c', approvedBy: { name: 'ola' } }),
    line({ id: 'd', files: { code: -1 } }),
  ]
  const { changes, gaps } = await read(lines.join('\n'))
  expect(
    changes.map(({ approvedBy, pullRequests, files }) => [approvedBy, pullRequests, files]),
  ).toEqual([
    [['ola'], ['815'], { migration: 1, configuration: 0, dependency: 0, code: 1 }],
    [[], [], { migration: 0, configuration: 0, dependency: 0, code: 1 }],
  ])
  expect(gaps).toEqual([{ source: 'd.ndjson', reason: '2 broken lines were left out.' }])
})

test('the entry speaks for lines that name no service or environment, and for no other', async () => {
  const lines = [line({ id: 'a' }), line({ id: 'b', service: null, environment: '' })]
  const source = deploymentFiles({
    root: await root({ 'd.ndjson': lines.join('\n') }),
    files: ['d.ndjson'],
    service: 'orders',
    environment: 'staging',
  })
  const { changes } = await source.changes(window, signal)
  expect(changes.map(({ service, environment }) => [service, environment])).toEqual([
    ['auth', 'production'],
    ['orders', 'staging'],
  ])
})

test('a line needs its start alone', async () => {
  const { changes, gaps } = await read('{"startedAt":"2026-11-23T07:30:00Z"}')
  expect(gaps).toEqual([])
  expect(changes).toMatchObject([
    {
      id: expect.stringMatching(/^line-[0-9a-f]{12}$/),
      kind: 'deployment',
      service: null,
      notes: '',
    },
  ])
})

test.each([
  ['truncated', line().slice(0, 40)],
  ['no JSON', 'deployed auth'],
  ['no object', '[1]'],
  ['null', 'null'],
  ['no start', line({ startedAt: undefined })],
  ['start without zone', line({ startedAt: '2026-11-23T07:30:00' })],
  ['finish without zone', line({ finishedAt: '2026-11-23 07:35' })],
  ['a day that does not exist', line({ startedAt: '2026-02-30T07:30:00Z' })],
  ['finish before start', line({ finishedAt: '2026-11-23T07:00:00Z' })],
  ['unknown kind', line({ kind: 'magic' })],
  ['wrong types', line({ notes: { text: 'x' } })],
  ['too long', line({ notes: 'x'.repeat(5_000) })],
])('a broken line (%s) is counted and the others are read', async (_, broken) => {
  const { changes, gaps } = await read(`${broken}\n\n${line()}\r\n`, { maxLineBytes: 1_000 })
  expect(changes.map((change) => change.id)).toEqual(['dep-1'])
  expect(gaps).toEqual([{ source: 'd.ndjson', reason: '1 broken lines were left out.' }])
})

test('a binary file is broken lines, not a crash', async () => {
  const bytes = Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 131) % 256))
  const { changes, gaps } = await read(bytes)
  expect(changes).toEqual([])
  expect(gaps).toEqual([{ source: 'd.ndjson', reason: '17 broken lines were left out.' }])
})

test('a line that straddles a chunk is one line', async () => {
  const lines = Array.from({ length: 2_000 }, (_, i) =>
    line({ id: `d${i}`, notes: 'ä'.repeat(100) }),
  )
  const { changes, gaps } = await read(lines.join('\n'))
  expect(gaps).toEqual([])
  expect(changes.map((change) => change.id)).toEqual(lines.map((_, i) => `d${i}`))
  expect(new Set(changes.map((change) => change.notes))).toEqual(new Set(['ä'.repeat(100)]))
})

test('of one id the last line holds, and a change counts while it runs', async () => {
  const started = line({ startedAt: '2026-11-23T06:30:00Z', finishedAt: null, state: 'running' })
  const ended = line({ startedAt: '2026-11-23T06:30:00Z', finishedAt: '2026-11-23T07:01:00Z' })
  expect((await read(started)).changes).toEqual([])
  expect((await read(`${started}\n${ended}`)).changes).toMatchObject([{ state: 'succeeded' }])
  const moved = line({ startedAt: '2026-11-22T06:30:00Z', finishedAt: null })
  expect((await read(`${line()}\n${moved}`)).changes).toEqual([])
})

test('the earliest lines beyond the limit are counted in a gap', async () => {
  const lines = ['a', 'b', 'c'].map((id) => line({ id }))
  const { changes, gaps } = await read(lines.join('\n'), { maxChanges: 2 })
  expect(changes.map((change) => change.id)).toEqual(['b', 'c'])
  expect(gaps).toEqual([
    { source: 'd.ndjson', reason: '1 earlier changes beyond the limit were left out.' },
  ])
})

test('patterns name several files; absent and unreadable ones are gaps that show no path', async () => {
  const folder = await root({ 'a.ndjson': line({ id: 'a' }), 'b.ndjson': line({ id: 'b' }) })
  await mkdir(join(folder, 'folder.json'))
  const files = ['*.ndjson', 'folder.json', join(folder, 'absent.ndjson')]
  const source = deploymentFiles({ root: folder, files })
  const { changes, sources, gaps } = await source.changes(window, signal)
  expect(changes.map((change) => change.id)).toEqual(['a', 'b'])
  expect(sources).toEqual(['files:*.ndjson,folder.json,absent.ndjson'])
  expect(gaps).toEqual([
    {
      source: 'folder.json',
      reason: 'The file could not be read; the changes it tells of are missing.',
    },
    { source: 'absent.ndjson', reason: 'No such file; the changes it would tell of are missing.' },
  ])
})
