import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { localSettings } from '../../src/adapters/local-settings/settings.ts'
import type { SettingsReader } from '../../src/ports/settings.ts'

const signal = new AbortController().signal

interface Row {
  readonly name: string
  /** Production has POOL=2 of auth; staging cannot be read. */
  open(): SettingsReader
}

function folder(): string {
  const root = mkdtempSync(join(tmpdir(), 'baton-settings-'))
  mkdirSync(join(root, 'in/sub'), { recursive: true })
  return root
}

function local(files: readonly string[], root: string, isListing = false): SettingsReader {
  const entry = { service: 'auth', isListing }
  return localSettings({
    entries: [
      { ...entry, environment: 'production', files: files.map((file) => join(root, file)) },
      { ...entry, environment: 'staging', files: [join(root, 'in/missing.env')] },
    ],
    barred: [join(root, 'in/home')],
  })
}

const rows: readonly Row[] = [
  {
    name: 'local settings',
    open() {
      const root = folder()
      writeFileSync(join(root, 'in/a.env'), 'POOL=2\n')
      return local(['in/*.env'], root)
    },
  },
]

describe.each(rows)('settings: $name', (row) => {
  test('answers each setting once, with its service and its value as it stands', async () => {
    const reader = row.open()
    expect(await reader.environments()).toEqual(['production', 'staging'])
    const found = await reader.read('production', signal)
    expect(found).toMatchObject({
      settings: [{ name: 'POOL', value: '2', service: 'auth', isSecret: false }],
      gaps: [],
      incomplete: [],
    })
    expect(found.sources).toHaveLength(1)
    expect(await reader.read('production', signal)).toEqual(found)
  })

  test('what cannot be read is a gap, and its service incomplete; never an empty answer', async () => {
    const { settings, gaps, incomplete } = await row.open().read('staging', signal)
    expect({ settings, incomplete }).toEqual({ settings: [], incomplete: ['auth'] })
    expect(gaps).toHaveLength(1)
  })

  test('an environment without configuration is NOT_FOUND', async () => {
    await expect(row.open().read('local', signal)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('throws when the caller has gone', async () => {
    await expect(row.open().read('production', AbortSignal.abort())).rejects.toThrow(/abort/i)
  })
})

const refusals: readonly (readonly [string, (root: string) => void, string])[] = [
  [
    'a link that leads out',
    (root) => {
      writeFileSync(join(root, 'outside.env'), 'A=1')
      symlinkSync(join(root, 'outside.env'), join(root, 'in/x.env'))
    },
    'It leads out of the folder that it is configured in.',
  ],
  [
    'a link into the home of Baton',
    (root) => {
      mkdirSync(join(root, 'in/home'))
      writeFileSync(join(root, 'in/home/key.env'), 'A=1')
      symlinkSync(join(root, 'in/home/key.env'), join(root, 'in/x.env'))
    },
    'It leads out of the folder that it is configured in.',
  ],
  [
    'a pipe',
    (root) => void execFileSync('mkfifo', [join(root, 'in/x.env')]),
    'It is not a regular file.',
  ],
  ['a folder', (root) => mkdirSync(join(root, 'in/x.env')), 'It is not a regular file.'],
  [
    'a huge file',
    (root) => writeFileSync(join(root, 'in/x.env'), 'A=1\n'.repeat(70_000)),
    'It is longer than 256 KiB.',
  ],
  [
    'a binary file',
    (root) => writeFileSync(join(root, 'in/x.env'), Buffer.from([65, 61, 0, 1])),
    'It is not UTF-8 text.',
  ],
  [
    'another character set',
    (root) => writeFileSync(join(root, 'in/x.env'), Buffer.from([65, 61, 0xff, 0xfe])),
    'It is not UTF-8 text.',
  ],
]

test.each(refusals)(
  'refused with its reason, the others still read: %s',
  async (_, make, reason) => {
    const root = folder()
    writeFileSync(join(root, 'in/a.env'), 'POOL=2\n')
    make(root)
    const { settings, gaps, incomplete } = await local(['in/a.env', 'in/x.env'], root).read(
      'production',
      signal,
    )
    expect(settings.map(({ name }) => name)).toEqual(['POOL'])
    expect({ gaps, incomplete }).toEqual({
      gaps: [{ source: 'x.env', reason }],
      incomplete: ['auth'],
    })
  },
)

test('a byte order mark and other line ends change nothing', async () => {
  const root = folder()
  writeFileSync(join(root, 'in/a.env'), '\uFEFFA=1\r\nB=2\r\n')
  const { settings } = await local(['in/a.env'], root).read('production', signal)
  expect(settings.map(({ name, value }) => `${name}=${value}`)).toEqual(['A=1', 'B=2'])
})

test('files of one pattern are read in order, the last file wins and that is said', async () => {
  const root = folder()
  for (const [file, value] of [
    ['a', 1],
    ['b', 2],
  ] as const)
    writeFileSync(join(root, `in/sub/${file}.env`), `A=${value}\n`)
  const { settings, gaps, sources } = await local(['in/**/*.env'], root).read('production', signal)
  expect(settings.map(({ value }) => value)).toEqual(['2'])
  expect(sources).toEqual(['a.env', 'b.env'])
  expect(gaps).toEqual([
    {
      source: 'configuration',
      reason: 'A setting stands in several files of one service; the last file counts.',
    },
  ])
})
