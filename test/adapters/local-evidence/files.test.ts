import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'

import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { localEvidence } from '../../../src/adapters/local-evidence/files.ts'
import type { HandoffError } from '../../../src/domain/error.ts'

const never = new AbortController().signal
const secret = 'SECRET'
let root = ''
let allowed = ''
const at = (...parts: string[]): string => join(root, ...parts)
const inside = (...parts: string[]): string => join(allowed, ...parts)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'baton-evidence-'))
  allowed = at('allowed')
  for (const folder of ['allowed/sub', 'allowed/.git', 'allowed/home', 'allowed-too', 'outside']) {
    mkdirSync(at(folder), { recursive: true })
  }
  writeFileSync(inside('a.txt'), 'inside a\n')
  writeFileSync(inside('sub', 'b.log'), 'inside b\n')
  for (const file of ['allowed/.env', 'allowed/.git/config', 'allowed/home/vault.txt']) {
    writeFileSync(at(file), secret)
  }
  for (const file of ['allowed-too/a.txt', 'outside/b.log', 'outside/secret.txt', 'a.txt']) {
    writeFileSync(at(file), secret)
  }
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const files = () => localEvidence({ allowed: [allowed], barred: [inside('home')] })
const read = (path: string, signal = never) => files().read(path, signal)

/** Does something between the check of a path and the opening of the file, at the first look, or at each later one. */
function meddling(work: (look: number) => void): AbortSignal {
  let look = 0
  return { throwIfAborted: () => work(look++) } as unknown as AbortSignal
}

async function refusal(path: string, signal = never): Promise<string> {
  try {
    return `READ ${(await read(path, signal)).text}`
  } catch (cause) {
    const { code, message } = cause as HandoffError
    return `${code} ${message}`
  }
}

const notThere = 'NOT_FOUND No file of that path lies in an evidence folder.'

test('a file is read by its path relative to the folder or absolute inside it', async () => {
  const whole = { text: 'inside b\n', bytes: 9, cut: false, changed: false }
  const found = { name: 'sub/b.log', ...whole }
  expect(await read('sub/b.log')).toEqual(found)
  expect(await read(inside('sub', 'b.log'))).toEqual(found)
  expect(await read('sub/../sub/./b.log')).toEqual(found)
  symlinkSync(inside('sub'), inside('again'))
  expect(await read('again/b.log')).toEqual(found)
})

test('a folder that is itself a link allows what lies behind it', async () => {
  symlinkSync(allowed, at('by-link'))
  const linked = localEvidence({ allowed: [at('by-link')], barred: [] })
  expect(await linked.read(at('by-link', 'a.txt'), never)).toMatchObject({ name: 'a.txt' })
  expect(await linked.read(inside('a.txt'), never)).toMatchObject({ name: 'a.txt' })
})

test.each([
  '',
  '.',
  '..',
  '../a.txt',
  '../allowed-too/a.txt',
  'sub/../../a.txt',
  '/etc/passwd',
  '/dev/zero',
  '/proc/self/environ',
  'missing.txt',
  'a.txt/b',
  'a.txt\0',
  'sub\n/b.log',
  '.env',
  '.git/config',
  'sub/../.env',
  'home/vault.txt',
  `${'x/'.repeat(600)}a.txt`,
  'x'.repeat(300),
])('%j is not there', async (path) => {
  expect(await refusal(path)).toBe(notThere)
})

test('what lies beside the folder is not there by its absolute path either', async () => {
  for (const path of [at('a.txt'), at('allowed-too', 'a.txt'), `${allowed}-too/a.txt`, root]) {
    expect(await refusal(path)).toBe(notThere)
  }
})

test('a link that leads out is not there, whatever it leads to and whether that exists', async () => {
  const targets = [
    at('outside', 'secret.txt'),
    at('outside', 'nothing'),
    inside('.env'),
    inside('home', 'vault.txt'),
    '/proc/self/environ',
    '/dev/zero',
  ]
  for (const [index, target] of targets.entries()) {
    symlinkSync(target, inside(`link${index}`))
    expect(await refusal(`link${index}`)).toBe(notThere)
  }
  symlinkSync(at('outside'), inside('out'))
  expect(await refusal('out/secret.txt')).toBe(notThere)
})

test('a folder, a pipe, a socket and a file with a second name are refused', async () => {
  spawnSync('mkfifo', [inside('pipe')])
  linkSync(at('outside', 'secret.txt'), inside('hard.txt'))
  expect(await refusal('sub')).toBe('INVALID_INPUT That is no regular file.')
  expect(await refusal('pipe')).toBe('INVALID_INPUT That is no regular file.')
  expect(await refusal('hard.txt')).toBe('INVALID_INPUT The file has a second name elsewhere.')
})

test.each([
  ['a NUL', Buffer.from('text\0more')],
  ['bytes that are no UTF-8', Buffer.from([0x74, 0xff, 0xfe, 0x0a])],
  ['UTF-16', Buffer.from('\ufefftext', 'utf16le')],
  ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
])('a file with %s is no text', async (_, bytes) => {
  writeFileSync(inside('odd'), bytes)
  expect(await refusal('odd')).toBe('INVALID_INPUT The file is not UTF-8 text.')
})

test('of a big file whole lines of the first 512 KiB are read, and it is said', async () => {
  const line = `${'é'.repeat(49)}\n`
  writeFileSync(inside('big.log'), line.repeat(20_000))
  const { text, bytes, cut } = await read('big.log')
  expect({ bytes, cut }).toEqual({ bytes: 99 * 20_000, cut: true })
  expect(text.endsWith(line)).toBe(true)
  expect(Buffer.byteLength(text)).toBeGreaterThan(512 * 1024 - 100)
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(512 * 1024)
})

test('a line that never ends is refused rather than cut where nobody looked', async () => {
  writeFileSync(inside('line.json'), `"${'x'.repeat(600_000)}"`)
  expect(await refusal('line.json')).toBe(
    'INVALID_INPUT The first line of the file is longer than 512 KiB.',
  )
})

test('a file that grows while it is read is bounded and told', async () => {
  const grows = meddling((look) => {
    if (look > 0) appendFileSync(inside('a.txt'), `${'more '.repeat(20_000)}\n`)
  })
  const { text, changed, cut } = await read('a.txt', grows)
  expect({ changed, cut }).toEqual({ changed: true, cut: true })
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(512 * 1024)
})

test('an aborted call opens nothing', async () => {
  await expect(read('a.txt', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
})

const swaps: readonly (readonly [string, () => void, string])[] = [
  [
    'the file for a link that leads out',
    () => {
      rmSync(inside('sub', 'b.log'))
      symlinkSync(at('outside', 'b.log'), inside('sub', 'b.log'))
    },
    'INVALID_INPUT That is no regular file.',
  ],
  [
    'its folder for a link that leads out',
    () => {
      renameSync(inside('sub'), inside('moved'))
      symlinkSync(at('outside'), inside('sub'))
    },
    notThere,
  ],
  [
    'the file for a second name of one outside',
    () => {
      rmSync(inside('sub', 'b.log'))
      linkSync(at('outside', 'b.log'), inside('sub', 'b.log'))
    },
    'INVALID_INPUT The file has a second name elsewhere.',
  ],
  [
    'the file for a pipe',
    () => {
      rmSync(inside('sub', 'b.log'))
      spawnSync('mkfifo', [inside('sub', 'b.log')])
    },
    'INVALID_INPUT That is no regular file.',
  ],
  ['the file for nothing', () => rmSync(inside('sub', 'b.log')), notThere],
]

test.each(swaps)('swapping %s after the check is seen', async (_, swap, words) => {
  const swapped = meddling((look) => {
    if (look === 0) swap()
  })
  expect(await refusal('sub/b.log', swapped)).toBe(words)
})

test('while its folder is a link half of the time no byte from behind the link is read', async () => {
  const child = spawn(execPath, [
    join(import.meta.dirname, 'swap-child.ts'),
    allowed,
    at('outside'),
  ])
  try {
    await once(child.stdout, 'data')
    const seen = new Map<string, number>()
    for (let round = 0; round < 400 || !seen.has(notThere); round += 1) {
      const words = await refusal('sub/b.log')
      seen.set(words, (seen.get(words) ?? 0) + 1)
    }
    expect([...seen.keys()].filter((words) => words.includes(secret))).toEqual([])
  } finally {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

test('no path reads anything that is not in the folder', async () => {
  symlinkSync(at('outside'), inside('out'))
  symlinkSync(at('outside', 'secret.txt'), inside('sub', 'out.txt'))
  symlinkSync('..', inside('sub', 'up'))
  const part = fc.oneof(
    fc.constantFrom('..', '.', '', 'sub', 'up', 'out', 'out.txt', 'a.txt', 'b.log', 'secret.txt'),
    fc.constantFrom('home', '.env', 'vault.txt', 'allowed', 'allowed-too', 'outside', '\0', '~'),
  )
  const start = fc.constantFrom('', '/', root, allowed, at('outside'), `${allowed}/..`, 'file://')
  const path = fc
    .tuple(start, fc.array(part, { maxLength: 7 }))
    .map(([first, parts]) => [first, ...parts].join('/').replace(/^\/(?=[^/])/, ''))
  await fc.assert(
    fc.asyncProperty(path, async (asked) => {
      const words = await refusal(asked)
      expect(words).toMatch(/^(?:READ inside [ab]\n|NOT_FOUND |INVALID_INPUT )/)
      expect(words).not.toContain(secret)
    }),
    { numRuns: 400 },
  )
})
