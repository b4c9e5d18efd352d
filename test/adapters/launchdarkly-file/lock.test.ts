import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

const nobody = 65_534

/** Asks for the lock ten times as somebody who may only read its file, and prints how often that file stays open. */
const script = `
import { readdirSync, readlinkSync } from 'node:fs'
const [, module, file] = process.argv
const { locked } = await import(module)
if (process.getuid() === 0) process.setuid(${nobody})
const said = new Set()
for (let n = 0; n < 10; n += 1) {
  const attempt = locked(file, 0, new AbortController().signal, () => 'held')
  said.add(await attempt.catch((cause) => cause.code))
}
const target = (name) => { try { return readlinkSync('/proc/self/fd/' + name) } catch { return '' } }
const open = readdirSync('/proc/self/fd').filter((name) => target(name) === file)
process.stdout.write(JSON.stringify([[...said], open.length]))
`

test.skipIf(process.platform !== 'linux')(
  'a lock file that may not be written is refused and not left open',
  () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'baton-lock-')))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    chmodSync(folder, 0o755)
    const file = join(folder, 'lock')
    writeFileSync(file, '')
    chmodSync(file, 0o444)
    const lock = new URL('../../../src/adapters/launchdarkly-file/lock.ts', import.meta.url).href
    const args = ['--input-type=module', '-e', script, lock, file]
    const said: unknown = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
    expect(said).toEqual([['UPSTREAM'], 0])
  },
)
