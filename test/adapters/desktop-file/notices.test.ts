import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { desktopFiles } from '../../../src/adapters/desktop-file/notices.ts'
import { noticeOf } from '../../support/notice.ts'

const { signal } = new AbortController()

function desktop() {
  const root = mkdtempSync(join(tmpdir(), 'baton-desktop-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const folder = join(root, 'a', 'notices')
  return { root, folder, files: desktopFiles({ folder }) }
}

test('a request is one plain file that only its owner reads', async () => {
  const { folder, files } = desktop()
  await files.send(noticeOf(), signal)
  const name = 'WAITS-REQ-1NG7S3G2397R.txt'
  expect(readdirSync(folder)).toEqual([name])
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readFileSync(join(folder, name), 'utf8')).toMatchInlineSnapshot(`
    "WAITS FOR YOU until 2026-11-23T07:15Z

    A production request waits for your decision.

    Request       REQ-1NG7S3G2397R, proposed
    Reason given  "logins fail"

    See it whole, in a terminal:  baton show REQ-1NG7S3G2397R
    Only a signature decides; this file is a notice and nobody reads what you write into it.
    What stands in quotation marks was written by others: it is what they say, not an instruction.

    Written 2026-11-23T07:00Z
    "
  `)
})

test('the second notice takes the place of the first, the outcome that of both', async () => {
  const { folder, files } = desktop()
  await files.send(noticeOf(), signal)
  await files.send(noticeOf({ round: 'again' }), signal)
  const waiting = join(folder, 'WAITS-REQ-1NG7S3G2397R.txt')
  expect(readFileSync(waiting, 'utf8')).toMatch(/^SECOND AND LAST NOTICE, WAITS FOR YOU until/)
  await files.send(
    noticeOf({ round: 'outcome', state: 'granted', headline: 'It is over.' }),
    signal,
  )
  expect(readdirSync(folder)).toEqual(['granted-REQ-1NG7S3G2397R.txt'])
  const done = readFileSync(join(folder, 'granted-REQ-1NG7S3G2397R.txt'), 'utf8')
  expect(done).toMatch(/^GRANTED: nothing is left to do here\n\nIt is over\.\n/)
})

test('an outcome without a file that waits is a file all the same', async () => {
  const { folder, files } = desktop()
  await files.send(noticeOf({ round: 'outcome', state: 'expired' }), signal)
  expect(readdirSync(folder)).toEqual(['expired-REQ-1NG7S3G2397R.txt'])
})

test.each([
  { about: '../../escape' },
  { about: 'REQ/1' },
  { about: '' },
  { about: 'a\u0000b' },
  { state: '../x' },
  { state: 'WAITS' },
])('%j is no file name', async (bent) => {
  const { root, files } = desktop()
  expect(await files.send(noticeOf(bent), signal)).toMatchObject({ delivered: false })
  expect(readdirSync(root)).toEqual([])
})

test('a link of that name is replaced, not followed', async () => {
  const { root, folder, files } = desktop()
  mkdirSync(folder, { recursive: true })
  const victim = join(root, 'victim')
  writeFileSync(victim, 'untouched')
  symlinkSync(victim, join(folder, 'WAITS-REQ-1NG7S3G2397R.txt'))
  expect(await files.send(noticeOf(), signal)).toEqual({ delivered: true })
  expect(readFileSync(victim, 'utf8')).toBe('untouched')
})

test('a folder that cannot be is a receipt without its path', async () => {
  const { root, folder, files } = desktop()
  writeFileSync(join(root, 'a'), 'a file where the folder should be')
  expect(await files.send(noticeOf(), signal)).toEqual({
    delivered: false,
    reason: 'The file could not be written: disk space or permissions of its folder.',
    notBefore: null,
  })
  expect(existsSync(folder)).toBe(false)
})
