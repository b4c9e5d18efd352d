import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, test } from 'vitest'

import { verifyHome } from '../../src/cli/verify.ts'
import { draft, newHome, openAt } from './support/home.ts'

const writer = fileURLToPath(new URL('./support/writer.ts', import.meta.url))
const unwritten = 'UPSTREAM The record cannot be written.'
const nobody = 65_534

describe.skipIf(process.platform === 'win32')('when the disk refuses', () => {
  test('a full disk: what was acknowledged is whole, the rest is refused, and nothing is half there', async () => {
    const home = newHome()
    const record = openAt(home)
    await record.append([draft('before')])
    record.close()
    const script = 'ulimit -f 512; exec "$0" "$@"'
    const args = ['-c', script, process.execPath, writer, home, 'full', '1000', '3000']
    const lines = execFileSync('sh', args, { encoding: 'utf8' }).trim().split('\n')
    expect(lines.at(-2)).toBe(unwritten)
    const acknowledged = lines.length - 2
    expect(acknowledged).toBeGreaterThan(5)
    expect(verifyHome({ home, trust: null, outside: [] })).toMatchObject({
      outcome: 'sound',
      entries: acknowledged + 1,
    })
    const [next] = await openAt(home).append([draft('after')])
    expect(next?.seq).toBe(acknowledged + 2)
  })

  test.each(['in use', 'at rest'])(
    'a read-only home %s is read on, and not written',
    async (how) => {
      const home = newHome()
      const record = openAt(home)
      await record.append([draft('before')])
      if (how === 'at rest') record.close()
      const paths = ['.', ...readdirSync(home, { recursive: true, encoding: 'utf8' })]
      const uid = process.getuid?.() === 0 ? nobody : process.getuid!()
      chmodSync(dirname(home), 0o755)
      for (const path of paths.map((name) => join(home, name))) {
        chownSync(path, uid, process.getgid!())
        chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444)
      }
      const args = [writer, home, 'late', '1', '10', String(uid)]
      const lines = execFileSync(process.execPath, args, { encoding: 'utf8' }).trim().split('\n')
      for (const path of paths) chmodSync(join(home, path), 0o700)
      expect(lines).toEqual([unwritten, '1 entries'])
    },
  )
})
