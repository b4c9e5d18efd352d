import { mkdirSync, readFileSync } from 'node:fs'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { ChangeDifference } from '../../src/domain/change-difference.ts'
import { type ChangeEvent, unknownChange } from '../../src/domain/change-event.ts'
import type { Fact } from '../../src/domain/fact.ts'
import { sha256 } from '../../src/domain/json.ts'
import { toIso } from '../../src/domain/time.ts'
import type { RawEvidence } from '../../src/ports/evidence.ts'
import { runCapture } from '../../src/tools/capture-evidence/run.ts'
import { complete, incidentOf } from '../documents/case.ts'
import { closeCase, door, incident, openCase, world } from '../support/case.ts'
import type { Reply } from '../support/door.ts'
import { git } from '../support/git-repository.ts'
import { makeWorld, onsetMs, startMs } from '../support/world.ts'
import { stage } from './rendering.ts'

const hourMs = 3_600_000
const minuteMs = 60_000
const sshKey = 'AKIAZ5GQ7WJ2K4N6P8RT'

const line = (id: string, atMs: number, more: object): string =>
  JSON.stringify({
    id,
    kind: 'deployment',
    service: 'auth',
    environment: 'production',
    startedAt: toIso(atMs),
    finishedAt: toIso(atMs + minuteMs),
    state: 'success',
    ...more,
  })

beforeEach(async () => {
  const made = makeWorld({
    config: {
      changes: [{ files: ['deployments.ndjson'] }, { git: 'repository', service: 'auth' }],
    },
  })
  const folder = made.path('repository')
  mkdirSync(folder)
  git(folder, ['init', '-q', '-b', 'main'])
  const commit = (atMs: number, subject: string, files: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(files)) made.write(`repository/${file}`, text)
    git(folder, ['add', '-A'])
    const who = '--author=Ruthann Fieldstone <r.fieldstone@dev.example>'
    git(folder, ['commit', '-q', who, '-m', subject], { at: toIso(atMs) })
    return git(folder, ['rev-parse', 'HEAD']).trim()
  }
  const before = commit(onsetMs - 30 * hourMs, 'first', { 'config/auth.env': 'POOL=20\n' })
  git(folder, ['tag', '9.4.0'])
  commit(onsetMs - 5 * hourMs, 'Narrow the pool (#41)', {
    'config/auth.env': `POOL=2\nAWS_KEY=${sshKey}\n`,
    'src/pool.ts': 'export const pool = 2\n',
  })
  const after = commit(onsetMs - 4 * hourMs, 'Add sessions, ask ann.field@customer.example', {
    'migrations/0007_sessions.sql': 'create table sessions ();\n',
  })
  git(folder, ['tag', '9.4.1'])
  made.write(
    'deployments.ndjson',
    [
      line('dep-1', onsetMs - 29 * hourMs, { version: '9.4.0', commit: before }),
      line('dep-bad', onsetMs - 2 * hourMs, { version: '9.4.0-rc', state: 'failure' }),
      line('flag-1', onsetMs - hourMs, { kind: 'flag', target: 'new-token-validator' }),
      line('flag-2', onsetMs - hourMs, { kind: 'flag', environment: 'staging' }),
      line('flag-3', onsetMs - 40 * hourMs, { kind: 'flag' }),
      line('dep-2', onsetMs - minuteMs, { version: '9.4.1', commit: after }),
      line('flag-4', onsetMs + minuteMs, { kind: 'flag' }),
    ].join('\n'),
  )
  await openCase(made)
})
afterEach(closeCase)

const capture = (args: object): Promise<Reply> =>
  door.call('capture_evidence', { incident, kind: 'difference', ...args })

function stored({ structured }: Reply): readonly Record<string, unknown>[] {
  const text = readFileSync(world.path('knowledge', incident, String(structured['file'])), 'utf8')
  expect(sha256(text)).toBe(structured['sha256'])
  return text
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row) as Record<string, unknown>)
}

test('what lies between the last good deployment and the suspect is kept, the most telling first', async () => {
  const reply = await capture({ target: 'dep-2' })
  expect(reply.isError, reply.text).toBe(false)
  const [head, ...rows] = stored(reply)
  expect(head).toMatchObject({
    kind: 'difference',
    query: expect.stringMatching(/^what lies between 9\.4\.0 and 9\.4\.1$/),
    counts: { commits: 2, 'pull requests': 1, files: 3, migrations: 1, 'configuration files': 1 },
    before: '9.4.0',
    after: '9.4.1',
    change: 'dep-2',
    service: 'auth',
    beforeSince: toIso(onsetMs - 29 * hourMs + minuteMs),
    afterSince: toIso(onsetMs),
  })
  expect(rows.map((row) => row['path'] ?? row['id'] ?? row['number'])).toEqual([
    'migrations/0007_sessions.sql',
    'config/auth.env',
    'flag-1',
    'dep-bad',
    expect.stringMatching(/^tag:9\.4\.1/),
    '41',
    expect.stringMatching(/^[0-9a-f]{40}$/),
    expect.stringMatching(/^[0-9a-f]{40}$/),
    'src/pool.ts',
  ])
  expect(rows[1]).toMatchObject({ is: 'configuration file', settings: ['AWS_KEY', 'POOL'] })
  expect(reply.structured).toMatchObject({ total: 9, lines: 9, cut: false, gaps: [] })
  expect(reply.text).toContain(
    'Difference: 2 commits, 1 pull request, 3 files, 1 migration, 1 configuration file',
  )
})

test('two versions say the same, and a version that nobody knows is a named gap', async () => {
  const two = await capture({ target: '9.4.0..9.4.1' })
  expect(stored(two)[0]).toMatchObject({ change: 'dep-2', counts: { commits: 2, migrations: 1 } })
  const strange = await capture({ target: '9.4.0..9.9.9' })
  expect(strange.structured['gaps']).toEqual([
    {
      source: 'changes',
      reason:
        'No source knows both versions. Commits, pull requests and files in between are missing here.',
    },
    {
      source: 'changes',
      reason:
        'It is not known when the later version came, so changes until the end of the window are listed.',
    },
  ])
  expect(stored(strange)[0]).toMatchObject({ counts: { commits: 0, 'other flag changes': 3 } })
})

test('G1: no value of a setting, no author and no address of a subject is kept', async () => {
  const reply = await capture({ target: 'dep-2' })
  const all = `${reply.text}${JSON.stringify(stored(reply))}`
  expect(all).not.toMatch(new RegExp(`${sshKey}|ann\\.field|ieldstone|Ruthann`))
  expect(all).toContain('Add sessions, ask «email:')
})

test.each([
  ['dep-0', 'NOT_FOUND: No change of that id lies in the window.\nNext: list_deployments shows'],
  ['..9.4.1', 'INVALID_INPUT: target does not name two different versions.\nNext: Give them as'],
  ['a..b..c', 'INVALID_INPUT: target does not name two different versions.'],
  ['dep-1', 'NOT_FOUND: No source tells what ran before that change.\nNext: Give both versions'],
  ['', 'INVALID_INPUT: Evidence of kind difference needs a target.'],
])('a target that leads nowhere is refused with the next step: %s', async (target, said) => {
  const { isError, text } = await capture({ target })
  expect(isError).toBe(true)
  expect(text).toContain(said)
})

const event = (id: string, more: Partial<ChangeEvent>): ChangeEvent => ({
  ...unknownChange,
  id,
  source: 'github:example/auth',
  kind: 'deployment',
  startedAtMs: startMs,
  ...more,
})

async function keptOf(difference: () => Promise<ChangeDifference | null>): Promise<{
  readonly raw: RawEvidence | undefined
  readonly body: Fact['body'] | undefined
}> {
  const whole = incidentOf(complete)
  let raw: RawEvidence | undefined
  const { context, done } = stage(whole, {
    changes: {
      changes: () =>
        Promise.resolve({
          changes: [
            event('1', { version: 'v1', finishedAtMs: startMs }),
            event('2', { version: 'v2', previous: 'v1', startedAtMs: startMs + minuteMs }),
          ],
          sources: ['github:example/auth'],
          gaps: [],
        }),
      difference,
      check: () => Promise.resolve([]),
    },
    evidence: {
      keep: (_incident, evidence, given) => {
        raw = given
        const file = `evidence/${evidence}.ndjson`
        return Promise.resolve({ file, sha256: '', bytes: 0, lines: 0, cut: false, beginning: '' })
      },
    },
  })
  await runCapture({ incident: whole.id, kind: 'difference', target: '2' }, context)
  return { raw, body: done.facts[0]?.body }
}

test('lists are bounded, totals count all, and the link and setting names are kept', async () => {
  const { raw, body } = await keptOf(() =>
    Promise.resolve({
      commits: Array.from({ length: 100 }, (_, i) => ({
        id: `${i}`,
        atMs: startMs,
        author: 'Lee Park',
        subject: 'x',
      })),
      totalCommits: 700,
      pullRequests: Array.from({ length: 150 }, (_, i) => ({
        number: `${i}`,
        title: 'x',
        author: null,
        url: null,
      })),
      files: [
        { path: 'a/values.yaml', class: 'configuration', added: 1, removed: 1, keys: ['pool.max'] },
      ],
      totalFiles: 4_000,
      url: 'https://github.com/example/auth/compare/v1...v2',
      gaps: [{ source: 'github:example/auth', reason: 'Only 300 files are told.' }],
    }),
  )
  const { head, rows } = raw as Extract<RawEvidence, { head: unknown }>
  expect(rows).toHaveLength(201)
  expect(rows[0]).toMatchObject({ is: 'configuration file', settings: ['pool.max'] })
  expect(head).toMatchObject({
    counts: { commits: 700, files: 4_000, settings: 1 },
    url: 'https://github.com/example/auth/compare/v1...v2',
  })
  expect(body).toMatchObject({
    total: 4_850,
    cut: true,
    gaps: [{ source: 'github:example/auth', reason: 'Only 300 files are told.' }],
  })
})

test('a source that fails is a gap in our own words, and what others know is kept', async () => {
  const { raw, body } = await keptOf(() => Promise.reject(new Error('secret upstream text')))
  expect(raw).toMatchObject({ rows: [] })
  expect(body).toHaveProperty('gaps', [
    {
      source: 'github:example/auth',
      reason: 'It failed. Commits, pull requests and files in between are missing here.',
    },
  ])
})
