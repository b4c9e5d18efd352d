import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, test } from 'vitest'

import { verifyHome } from '../../src/cli/verify/judge.ts'
import type { IncidentRecord } from '../../src/ports/record.ts'
import { findCheckpoints } from '../../src/record/checkpoint.ts'
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

/** A record of 40 entries of which all but the newest lie in the file, not in its log, and its checkpoint. */
async function filled() {
  const home = newHome()
  const record = openAt(home)
  await record.append(Array.from({ length: 40 }, (_, n) => draft(`${n} ${'x'.repeat(400)}`)))
  record.close()
  const running = openAt(home)
  await running.append([draft('newest')])
  return { home, running, outside: findCheckpoints(running.checkpoint()!) }
}

/** Tries to append on top of what is left: where nothing that is needed is missing, that works; a refusal is in our words. */
async function tryToAppend(record: IncidentRecord): Promise<void> {
  try {
    await record.append([draft('more')])
  } catch (error) {
    expect(error).toMatchObject({ code: 'UPSTREAM', message: 'The record cannot be written.' })
  }
}

describe('a file that was cut short', () => {
  test.each([0, 1, 100, 2_048, 9_000, 0.5, 0.9, 0.999])(
    'G6 to %s is never taken for a whole record',
    async (length) => {
      const { home, running, outside } = await filled()
      running.close()
      const file = join(home, 'record.db')
      truncateSync(file, Math.floor(length < 1 ? length * statSync(file).size : length))
      const judge = () => verifyHome({ home, trust: null, outside }).outcome
      expect(judge()).toBe('broken')
      await tryToAppend(openAt(home))
      expect(judge()).toBe('broken')
    },
  )

  test.each([0, 100, 9_000, 0.9])(
    'G6 to %s under a running process is noticed by it or by who verifies',
    async (length) => {
      const { home, running, outside } = await filled()
      const file = join(home, 'record.db')
      truncateSync(file, Math.floor(length < 1 ? length * statSync(file).size : length))
      await tryToAppend(running)
      expect(verifyHome({ home, trust: null, outside }).outcome).toBe('broken')
      running.close()
      expect(verifyHome({ home, trust: null, outside }).outcome).toBe('broken')
    },
  )
})
