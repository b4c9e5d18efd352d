import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

import { expect, onTestFinished, test } from 'vitest'

import { writeWhole } from '../../../src/adapters/files/durable.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'baton-files-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function failureOf(work: () => void): unknown {
  try {
    work()
    return 'none'
  } catch (cause) {
    return (cause as { code?: unknown }).code ?? (cause as Error).message
  }
}

test('the file has the content and the mode, whatever the umask, and nothing else stays', () => {
  const place = folder()
  writeWhole(place, 'a.json', 'one', { mode: 0o666 })
  expect(statSync(join(place, 'a.json')).mode & 0o777).toBe(0o666)
  writeWhole(place, 'a.json', Buffer.from('two'), { mode: 0o600 })
  expect(statSync(join(place, 'a.json')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(place, 'a.json'), 'utf8')).toBe('two')
  expect(readdirSync(place)).toEqual(['a.json'])
})

test('a link of that name is replaced, not followed', () => {
  const place = folder()
  writeFileSync(join(place, 'elsewhere'), 'untouched')
  symlinkSync('elsewhere', join(place, 'a.json'))
  writeWhole(place, 'a.json', 'mine', { mode: 0o600 })
  expect(readFileSync(join(place, 'elsewhere'), 'utf8')).toBe('untouched')
  expect(readFileSync(join(place, 'a.json'), 'utf8')).toBe('mine')
})

test.each([
  ['a rename onto a folder', 'taken', {}, 'EISDIR'],
  ['an exclusive write onto a folder', 'taken', { exclusive: true }, 'EEXIST'],
  ['an exclusive write onto a file', 'file', { exclusive: true }, 'EEXIST'],
  ['a name that is too long', 'x'.repeat(250), {}, 'ENAMETOOLONG'],
  ['a folder that is not there', 'absent/a.json', {}, 'ENOENT'],
])('%s throws what the system said and leaves all as it was', (_, name, more, code) => {
  const place = folder()
  mkdirSync(join(place, 'taken'))
  writeFileSync(join(place, 'file'), 'before')
  expect(failureOf(() => writeWhole(place, name, 'after', { mode: 0o600, ...more }))).toBe(code)
  expect(readdirSync(place)).toEqual(['file', 'taken'])
  expect(readdirSync(join(place, 'taken'))).toEqual([])
  expect(readFileSync(join(place, 'file'), 'utf8')).toBe('before')
})

test('the last look sees the draft whole and the old file, and stops the write', () => {
  const place = folder()
  writeFileSync(join(place, 'a.json'), 'before')
  let seen: readonly string[] = []
  const beforeRename = (): void => {
    seen = readdirSync(place).map((name) => readFileSync(join(place, name), 'utf8'))
    throw new Error('stop')
  }
  const write = () => writeWhole(place, 'a.json', 'after', { mode: 0o600, beforeRename })
  expect(failureOf(write)).toBe('stop')
  expect(seen.toSorted()).toEqual(['after', 'before'])
  expect(readdirSync(place)).toEqual(['a.json'])
  expect(readFileSync(join(place, 'a.json'), 'utf8')).toBe('before')
})

test.skipIf(process.platform === 'win32')('on a full disk no draft stays behind', () => {
  const place = folder()
  const module = new URL('../../../src/adapters/files/durable.ts', import.meta.url).href
  const code = `import { writeWhole } from ${JSON.stringify(module)}
try { writeWhole(${JSON.stringify(place)}, 'a', 'x'.repeat(1_000_000), { mode: 0o600 }) }
catch (cause) { process.stdout.write(String(cause.code)) }`
  const script = 'ulimit -f 8; exec "$0" --input-type=module -e "$1"'
  const said = execFileSync('sh', ['-c', script, process.execPath, code], { encoding: 'utf8' })
  expect(said).toBe('EFBIG')
  expect(readdirSync(place)).toEqual([])
})

const names = Array.from({ length: 40 }, (_, n) => `name-${n}`)

/** How many writes went through, of two writers that write all names at once. */
async function race(place: string, exclusive: boolean): Promise<number> {
  const script = new URL('./durable-child.ts', import.meta.url)
  const written = new Int32Array(new SharedArrayBuffer(4))
  await Promise.all(
    ['a', 'b'].map(async (letter) => {
      const data = { folder: place, letter, names, exclusive, written }
      const worker = new Worker(script, { workerData: data })
      onTestFinished(() => void worker.terminate())
      expect(await once(worker, 'exit')).toEqual([0])
    }),
  )
  return written[0]!
}

test.each([false, true])(
  'of two writers at once each name holds the whole text of one (exclusive: %s)',
  async (exclusive) => {
    const place = folder()
    const written = await race(place, exclusive)
    const texts = names.map((name) => readFileSync(join(place, name), 'utf8'))
    expect(readdirSync(place).toSorted()).toEqual(names.toSorted())
    for (const text of texts) expect(text).toMatch(/^(a{200000}|b{200000})$/)
    expect(written).toBe(exclusive ? names.length : 2 * names.length)
  },
)
