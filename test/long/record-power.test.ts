import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { expect, test } from 'vitest'

import { verifyHome } from '../../src/cli/verify/judge.ts'
import { findCheckpoints } from '../../src/record/checkpoint.ts'
import { draft, newHome, openAt } from '../record/support/home.ts'

const sectorBytes = 512
let seed = 20_261_123

/** Repeatable; `Math.random` would show a failure once and never again. */
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  return Math.floor((seed / 2 ** 31) * below)
}

/**
 * A disk that lost power between two states of a file: of what was written in between some sectors arrived and some did not,
 * and the file is as long as before, as after, or anything in between.
 */
function torn(before: Buffer, after: Buffer): Buffer {
  const kinds = ['prefix', 'some', 'none', 'all'] as const
  const kind = kinds[random(kinds.length)]!
  const length =
    before.length < after.length
      ? before.length + random(after.length - before.length + 1)
      : after.length
  const image = Buffer.alloc(length)
  before.copy(image, 0, 0, Math.min(before.length, length))
  const changed: number[] = []
  for (let at = 0; at < length; at += sectorBytes) {
    const end = Math.min(at + sectorBytes, length)
    if (!image.subarray(at, end).equals(after.subarray(at, end))) changed.push(at)
  }
  const arrived = kind === 'prefix' ? random(changed.length + 1) : changed.length
  for (const [n, at] of changed.entries()) {
    const lost = kind === 'none' || n >= arrived || (kind === 'some' && random(2) === 0)
    if (!lost) after.copy(image, at, at, Math.min(at + sectorBytes, length))
  }
  return image
}

test('G6 a power cut between any two acknowledged appends loses neither and leaves a whole record', async () => {
  const home = newHome()
  const record = openAt(home)
  const read = () => ({
    file: readFileSync(join(home, 'record.db')),
    log: readFileSync(join(home, 'record.db-wal')),
  })
  const body = (n: number) => `${n} ${'x'.repeat(n % 2 === 0 ? 30_000 : 300)}`
  await record.append([draft(body(0))])
  // What lies on the disk at the moment an append is acknowledged: the log is synced, and the file when it was filled.
  let [before, refills, restarts, images] = [read(), 0, 0, 0]
  for (let n = 1; n < 400; n += 1) {
    const acknowledged = record.entries({})
    const outside = findCheckpoints(record.checkpoint()!)
    await record.append([draft(body(n))])
    const after = read()
    const refilled = !after.file.equals(before.file)
    const restarted = !after.log.subarray(0, 32).equals(before.log.subarray(0, 32))
    refills += Number(refilled)
    restarts += Number(restarted)
    // The log is synced before the file is touched, so a cut tears one or the other.
    const cuts = [
      ...Array.from({ length: restarted ? 20 : Number(n % 4 === 0) }, () => ({
        file: before.file,
        log: torn(before.log, after.log),
      })),
      ...Array.from({ length: refilled ? 20 : 0 }, () => ({
        file: torn(before.file, after.file),
        log: after.log,
      })),
    ]
    for (const { file, log } of cuts) {
      const crashed = newHome()
      mkdirSync(crashed, { recursive: true })
      cpSync(join(home, 'keys'), join(crashed, 'keys'), { recursive: true })
      writeFileSync(join(crashed, 'record.db'), file)
      writeFileSync(join(crashed, 'record.db-wal'), log)
      const again = openAt(crashed)
      const found = again.entries({})
      expect(found.slice(0, n)).toEqual(acknowledged)
      expect(found.length - n === 0 || found.length - n === 1).toBe(true)
      const [next] = await again.append([draft('after the cut')])
      expect(next?.seq).toBe(found.length + 1)
      const verdict = verifyHome({ home: crashed, trust: null, outside })
      expect(verdict).toMatchObject({ outcome: 'sound', entries: found.length + 1 })
      again.close()
      rmSync(dirname(crashed), { recursive: true })
      images += 1
    }
    before = after
  }
  process.stdout.write(
    `power cuts: ${images} images, ${refills} while the file was filled, ${restarts} while the log began anew\n`,
  )
  expect(refills).toBeGreaterThan(2)
  expect(restarts).toBeGreaterThan(2)
})
