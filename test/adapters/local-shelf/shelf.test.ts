import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { localShelf, type ShelfOptions } from '../../../src/adapters/local-shelf/shelf.ts'
import { sha256 } from '../../../src/domain/json.ts'
import type { Shelf } from '../../../src/ports/shelf.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-shelf-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function put(path: string, text: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function shelf(more: Partial<ShelfOptions> = {}): Shelf {
  return localShelf({
    roots: { resources: join(folder, 'ours/resources'), prompts: join(folder, 'ours/prompts') },
    content: join(folder, 'theirs'),
    ...more,
  })
}

const doc = (title: string, text: string): string =>
  `---\ntitle: ${title}\ndescription: D\n---\n${text}\n`

test('documents are served by path, with title and description from their front matter', () => {
  put('ours/resources/runbooks/a.md', doc('A', '# A'))
  put('ours/resources/b.md', '# Heading of b\n')
  expect(shelf().resources()).toEqual([
    {
      path: 'b',
      title: 'Heading of b',
      description: '',
      text: '# Heading of b\n',
      overridden: false,
      sha256: sha256('# Heading of b\n'),
    },
    {
      path: 'runbooks/a',
      title: 'A',
      description: 'D',
      text: '# A\n',
      overridden: false,
      sha256: sha256(doc('A', '# A')),
    },
  ])
})

test("the customer's files override ours by path and may add", () => {
  put('ours/resources/templates/packet.md', doc('P', 'ours'))
  put('ours/resources/runbooks/a.md', doc('A', 'ours'))
  put('theirs/templates/packet.md', doc('P', 'theirs'))
  put('theirs/resources/runbooks/a.md', doc('A2', 'theirs'))
  put('theirs/resources/extra.md', doc('E', 'theirs'))
  const rows = shelf()
    .resources()
    .map(({ path, text, overridden, description, sha256: hash }) => [
      path,
      text,
      overridden,
      description,
      hash,
    ])
  const whose = 'D (from your content folder)'
  expect(rows).toEqual([
    ['extra', 'theirs\n', true, whose, sha256(doc('E', 'theirs'))],
    ['runbooks/a', 'theirs\n', true, whose, sha256(doc('A2', 'theirs'))],
    ['templates/packet', 'theirs\n', true, whose, sha256(doc('P', 'theirs'))],
  ])
})

test("a customer's prompt replaces ours of the same name", () => {
  put('ours/prompts/triage.md', '---\nname: triage\ntitle: Ours\ndescription: D\n---\nours\n')
  put('ours/prompts/learn.md', '---\nname: learn\n---\nours\n')
  put(
    'theirs/prompts/any-file.md',
    '---\nname: triage\ntitle: Theirs\ndescription: D\narguments:\n  - name: incident\n    description: Id\n    required: true\n---\ntheirs {{incident}}\n',
  )
  put('theirs/prompts/unnamed.md', 'no front matter\n')
  expect(shelf().prompts()).toEqual([
    {
      name: 'learn',
      title: 'learn',
      description: '',
      arguments: [],
      text: 'ours\n',
      overridden: false,
    },
    {
      name: 'triage',
      title: 'Theirs',
      description: 'D (from your content folder)',
      arguments: [{ name: 'incident', description: 'Id', required: true }],
      text: 'theirs {{incident}}\n',
      overridden: true,
    },
  ])
})

test('a link that leads out of the folder is not served, one that stays inside is', () => {
  put('secret/key.md', 'secret')
  put('ours/resources/a.md', '# A\n')
  symlinkSync(join(folder, 'secret/key.md'), join(folder, 'ours/resources/out.md'))
  symlinkSync(join(folder, 'secret'), join(folder, 'ours/resources/out'))
  symlinkSync(join(folder, 'ours/resources/a.md'), join(folder, 'ours/resources/in.md'))
  expect(
    shelf()
      .resources()
      .map(({ path }) => path),
  ).toEqual(['a', 'in'])
})

test('a link back to the folder itself ends', () => {
  put('ours/resources/sub/a.md', '# A\n')
  symlinkSync(join(folder, 'ours/resources'), join(folder, 'ours/resources/sub/loop'))
  expect(
    shelf()
      .resources()
      .map(({ path }) => path),
  ).toEqual(['sub/a'])
})

test('big files, hidden files and other kinds are left out; missing folders hold nothing', () => {
  put('ours/resources/big.md', 'x'.repeat(256 * 1024 + 1))
  put('ours/resources/.hidden.md', 'x')
  put('ours/resources/a.txt', 'x')
  expect(shelf().resources()).toEqual([])
  expect(shelf().prompts()).toEqual([])
})

test('front matter with aliases or errors is not believed', () => {
  put('ours/resources/a.md', '---\ntitle: &a [x, x]\ndescription: *a\n---\n# Real\n')
  expect(shelf().resources()[0]).toMatchObject({ title: 'Real', description: '' })
})

test('files are read once', () => {
  put('ours/resources/a.md', '# A\n')
  const one = shelf()
  expect(one.resources()).toHaveLength(1)
  put('ours/resources/b.md', '# B\n')
  expect(one.resources()).toHaveLength(1)
})

test.each(['runbooks/a', 'baton://runbooks/a', '/docs/runbooks/a.md', 'docs/runbooks/a.md'])(
  'read takes %s',
  async (path) => {
    put('ours/resources/runbooks/a.md', doc('A', '# A'))
    expect(await shelf().read(path)).toBe('# A\n')
  },
)

test('a document that is made is made from what lies there', async () => {
  put('ours/resources/matrix.md', doc('M', 'template'))
  const made = { matrix: (text: string) => Promise.resolve(`made from ${text}`) }
  expect(await shelf({ made }).read('matrix')).toBe('made from template\n')
})

test('an unknown path is refused with close ones', async () => {
  put('ours/resources/runbooks/incident-response.md', '# A\n')
  put('ours/resources/support/guide.md', '# B\n')
  await expect(shelf().read('runbooks/incident-respons')).rejects.toMatchObject({
    code: 'NOT_FOUND',
    hint: 'Close: runbooks/incident-response, support/guide. get_document with path index lists all.',
  })
  await expect(shelf().read('../../secret/key')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(shelf().read('constructor')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
