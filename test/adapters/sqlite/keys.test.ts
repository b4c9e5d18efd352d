import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { readKey, readOrMakeKey } from '../../../src/adapters/sqlite/keys.ts'

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'baton-keys-'))
  onTestFinished(() => rmSync(home, { recursive: true }))
  return home
}

test('a key is made once, for its owner only', () => {
  const home = newHome()
  expect(readKey(home, 'vault.key')).toBeUndefined()
  const made = readOrMakeKey(home, 'vault.key', () => Buffer.from('first'))
  expect(made.toString()).toBe('first')
  expect(readOrMakeKey(home, 'vault.key', () => Buffer.from('second')).toString()).toBe('first')
  expect(statSync(join(home, 'keys')).mode & 0o777).toBe(0o700)
  expect(statSync(join(home, 'keys/vault.key')).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(home, 'keys'))).toEqual(['vault.key'])
})

test('of two that make it at once both get the one that came first', () => {
  const home = newHome()
  const late = readOrMakeKey(home, 'vault.key', () => {
    readOrMakeKey(home, 'vault.key', () => Buffer.from('first'))
    return Buffer.from('late')
  })
  expect(late.toString()).toBe('first')
  expect(readdirSync(join(home, 'keys'))).toEqual(['vault.key'])
})

test.skipIf(process.platform === 'win32')('on a full disk no part of a key stays behind', () => {
  const home = newHome()
  const module = new URL('../../../src/adapters/sqlite/keys.ts', import.meta.url).href
  const code = `import { readOrMakeKey } from ${JSON.stringify(module)}
try { readOrMakeKey(${JSON.stringify(home)}, 'vault.key', () => Buffer.alloc(100_000, 's')) }
catch (cause) { process.stdout.write(String(cause.code)) }`
  const script = 'ulimit -f 8; exec "$0" --input-type=module -e "$1"'
  const said = execFileSync('sh', ['-c', script, process.execPath, code], { encoding: 'utf8' })
  expect(said).toBe('EFBIG')
  expect(readdirSync(join(home, 'keys'))).toEqual([])
})
