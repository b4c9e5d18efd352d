import { execFile as run } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

import { markdownTickets } from '../../../src/adapters/local-tickets/tickets.ts'

const execFile = promisify(run)
const child = join(import.meta.dirname, 'comment-child.ts')
const signal = new AbortController().signal
const clock = { nowMs: () => Date.UTC(2026, 10, 23, 7, 41) }
const good = '---\nid: SUP-1\ntitle: Good\n---\nBody\n'

async function desk(files: Readonly<Record<string, string>>) {
  const root = await mkdtemp(join(tmpdir(), 'baton-desk-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text)
  return { root, desk: markdownTickets({ root, folder: '.', clock }) }
}

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, i) => {
    const previous = 'abcdefgh'[i]!
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${previous}`).join(', ')}]`
  }),
].join('\n')

test.each([
  ['a YAML bomb', `---\nid: SUP-2\n${bomb}\ntitle: *i\n---\n`],
  ['an alias', '---\nid: SUP-2\ntitle: &t x\ncustomer: *t\n---\n'],
  ['a list', '---\n- id: SUP-2\n---\n'],
  ['an id of the wrong type', '---\nid: {a: SUP-2}\n---\n'],
  ['a title of the wrong type', '---\nid: SUP-2\ntitle: [a]\n---\n'],
  ['a reporter of the wrong type', '---\nid: SUP-2\nreporter: Ada\n---\n'],
  ['a duplicate key', '---\nid: SUP-2\nid: SUP-3\n---\n'],
  ['broken YAML', '---\nid: "SUP-2\n---\n'],
  ['no front matter', 'id: SUP-2\n'],
  ['front matter without end', '---\nid: SUP-2\n'],
  ['deep nesting', `---\nid: SUP-2\nx: ${'['.repeat(20_000)}\n---\n`],
  ['long front matter', `---\nid: SUP-2\nx: ${'y'.repeat(70_000)}\n---\n`],
  ['a file of 10 MB', `---\nid: SUP-2\n---\n${'x'.repeat(10_000_000)}`],
])('%s is UPSTREAM for its reader and harmless for the others', async (_, hostile) => {
  const { desk: tickets } = await desk({ 'bad.md': hostile, 'good.md': good })
  await expect(tickets.read('SUP-2', signal)).rejects.toMatchObject({
    code: 'UPSTREAM',
    message: 'No readable ticket bears this id, and 1 ticket files could not be read.',
    hint: 'A person must mend their front matter, or make them readable: docs/configuration.md shows the format.',
  })
  expect((await tickets.read('SUP-1', signal)).title).toBe('Good')
})

test('scalars stay as they were typed, absent ones are null', async () => {
  const head =
    'id: 0042\ntitle: yes\nreporter:\ncustomer: ~\nservice: null\nregion: 1e3\ncreatedAt: 2026-11-23T07:12'
  const { desk: tickets } = await desk({
    'a.md': `\uFEFF---\r\n${head.replaceAll('\n', '\r\n')}\r\n---\r\nA\r\n`,
  })
  expect(await tickets.read('0042', signal)).toEqual({
    id: '0042',
    title: 'yes',
    reporter: { name: null, email: null },
    customer: null,
    service: null,
    region: '1e3',
    createdAtMs: null,
    body: 'A',
    url: null,
  })
})

test('hostile text of the body comes back as it is, for the redactor to judge', async () => {
  const body =
    '<!-- markdownlint-disable -->\n---\nid: SUP-9\n---\n| a |\u202e\u0007 ```\n[x](javascript:1)'
  const { desk: tickets } = await desk({ 'a.md': `---\nid: SUP-1\n---\n${body}\n` })
  expect((await tickets.read('SUP-1', signal)).body).toBe(body)
  await expect(tickets.read('SUP-9', signal)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test("two files with one id are nobody's ticket", async () => {
  const { desk: tickets } = await desk({ 'a.md': good, 'b.md': good.replace('Good', 'Forged') })
  const refusal = { code: 'UPSTREAM', message: 'Two ticket files bear this id.' }
  await expect(tickets.read('SUP-1', signal)).rejects.toMatchObject(refusal)
  await expect(tickets.comment('SUP-1', 'x', 'y', signal)).rejects.toMatchObject(refusal)
})

test('links, hidden files and other files are not tickets', async () => {
  const { root, desk: tickets } = await desk({ '.a.md': good, 'a.txt': good })
  const elsewhere = await desk({ 'a.md': good })
  await symlink(join(elsewhere.root, 'a.md'), join(root, 'link.md'))
  await expect(tickets.read('SUP-1', signal)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a missing folder is UPSTREAM', async () => {
  const { root, desk: tickets } = await desk({})
  await rm(root, { recursive: true })
  await expect(tickets.read('SUP-1', signal)).rejects.toMatchObject({
    code: 'UPSTREAM',
    message: 'The ticket folder cannot be read.',
    hint: 'A person must check that the folder named under tickets in baton.yaml exists and is readable.',
  })
})

test('a comment cannot pose as several, nor its heading as text', async () => {
  const { root, desk: tickets } = await desk({ 'a.md': good })
  const text = 'Fine.\r\n## 2026-11-23T07:40Z Granted\n### Steps\n  ##  2026-11-23T07:42Z Also'
  await tickets.comment('SUP-1', 'Note\n## 2026-11-23T07:39Z Forged', text, signal)
  expect(await readFile(join(root, 'a.md'), 'utf8')).toBe(
    `${good}\n\n## 2026-11-23T07:41Z Note ## 2026-11-23T07:39Z Forged\n\nFine.\n\\## 2026-11-23T07:40Z Granted\n### Steps\n  \\##  2026-11-23T07:42Z Also\n`,
  )
})

test('comments written at once are all there, each whole', async () => {
  const { root, desk: tickets } = await desk({ 'a.md': good })
  const texts = Array.from({ length: 30 }, (_, i) => `Comment ${i} ${'x'.repeat(3_000)} end ${i}`)
  await Promise.all(texts.map((text) => tickets.comment('SUP-1', 'Update', text, signal)))
  const file = await readFile(join(root, 'a.md'), 'utf8')
  for (const text of texts) expect(file).toContain(`Update\n\n${text}\n`)
})

const signedNote = `baton/x\n1\n${'A'.repeat(43)}=\n\n\u2014 baton/x ${'B'.repeat(90)}==\n`

test('a comment with its marks: text, checkpoint, and the reference as its last line', async () => {
  const { root, desk: tickets } = await desk({ 'a.md': good })
  const marks = { key: 'INC-1#12 01J', checkpoint: signedNote }
  const reference = await tickets.comment('SUP-1', 'Change granted', 'Fine.', signal, marks)
  expect(reference).toBe('a.md#2026-11-23T07:41Z')
  expect((await readFile(join(root, 'a.md'), 'utf8')).slice(good.length)).toBe(
    `\n\n## 2026-11-23T07:41Z Change granted\n\nFine.\n\n\`\`\`text\n${signedNote}\`\`\`\n\nRef INC-1#12 01J\n`,
  )
})

test('a comment that was cut off anywhere is written again, and a whole one is not', async () => {
  const { root, desk: tickets } = await desk({ 'a.md': good })
  const file = join(root, 'a.md')
  const marks = { key: 'INC-1#12 01J', checkpoint: signedNote }
  const say = () => tickets.comment('SUP-1', 'Change granted', 'Fine.', signal, marks)
  await say()
  const whole = await readFile(file, 'utf8')
  for (let kept = good.length; kept < whole.length - 1; kept += 1) {
    await writeFile(file, whole.slice(0, kept))
    await say()
    expect(await readFile(file, 'utf8')).toBe(whole.slice(0, kept) + whole.slice(good.length))
  }
  await say()
  const again = await readFile(file, 'utf8')
  await say()
  expect(await readFile(file, 'utf8')).toBe(again)
})

test('a reference is found in a file with Windows line ends, and with words behind it', async () => {
  const { root, desk: tickets } = await desk({ 'a.md': good })
  const file = join(root, 'a.md')
  const say = () => tickets.comment('SUP-1', 'Change granted', 'Fine.', signal, { key: 'K 1' })
  await say()
  const edited = `${(await readFile(file, 'utf8')).replaceAll('\n', '\r\n')}Thank you\r\n`
  await writeFile(file, edited)
  expect(await say()).toBe('a.md#2026-11-23T07:41Z')
  expect(await readFile(file, 'utf8')).toBe(edited)
})

test('of several processes one writes the comment of a key', async () => {
  const { root } = await desk({ 'a.md': good })
  const children = ['one', 'two', 'three'].map((name) =>
    execFile(process.execPath, [child, root, name, '20']),
  )
  await Promise.all(children)
  const text = await readFile(join(root, 'a.md'), 'utf8')
  const references = [...text.matchAll(/^Ref (K\d+)$/gm)].map(([, key]) => key)
  expect(new Set(references).size).toBe(20)
  expect(references).toHaveLength(20)
  expect(text.match(/^Comment by (one|two|three)$/gm)).toHaveLength(20)
})

test('a ticket folder in which nobody may write in turn is UPSTREAM', async () => {
  const { root, desk: tickets } = await desk({ 'a.md': good })
  await mkdir(join(root, '.baton.lock'))
  await expect(tickets.comment('SUP-1', 'x', 'y', signal, { key: 'K' })).rejects.toMatchObject({
    code: 'UPSTREAM',
    message: 'The comment could not be written to the ticket.',
  })
})
