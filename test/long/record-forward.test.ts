import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { verifyHome } from '../../src/cli/verify/judge.ts'
import { findCheckpoints } from '../../src/record/checkpoint.ts'
import { draft, newHome, openAt } from '../record/support/home.ts'
import { asVersionOne, versionOf } from '../record/support/version-one.ts'

const writer = fileURLToPath(new URL('../record/support/writer.ts', import.meta.url))
const size = 8_000

async function oldHome() {
  const home = newHome()
  const record = openAt(home)
  await record.append(Array.from({ length: size }, (_, n) => draft(`${n} ${'x'.repeat(400)}`)))
  const outside = findCheckpoints(record.checkpoint()!)
  record.close()
  asVersionOne(home)
  return { home, outside }
}

/** A process that appends one entry; killed as soon as `when` holds, unless it ends before. */
async function append(home: string, when: () => boolean = () => false): Promise<string> {
  const child = spawn(process.execPath, [writer, home, 'after', '1', '10'])
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = once(child, 'close')
  while (child.exitCode === null && child.signalCode === null) {
    if (when()) child.kill('SIGKILL')
    await new Promise((resolve) => setImmediate(resolve))
  }
  await ended
  return output
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0

test('killed at any moment of bringing an older home forward, it is the old or the new one, and whole', async () => {
  const { home, outside } = await oldHome()
  const whole = sizeOf(join(home, 'record.db'))
  const shares = [0.02, 0.3, 0.6, 0.9, 1]
  const copied = shares.map((share) => (at: string) => {
    return sizeOf(join(at, '.record.v1.db.tmp')) >= whole * share
  })
  const kept = (at: string) => existsSync(join(at, 'record.v1.db'))
  const logged = shares.map((share) => (at: string) => {
    return kept(at) && sizeOf(join(at, 'record.db-wal')) >= whole * share
  })
  const seen = new Set<string>()
  for (const moment of [...copied, kept, ...logged]) {
    const copy = newHome()
    cpSync(home, copy, { recursive: true })
    await append(copy, () => moment(copy))
    const version = versionOf(copy)
    const { outcome, entries } = verifyHome({ home: copy, trust: null, outside })
    expect([outcome, entries - size === 0 || (version === 2 && entries === size + 1)]).toEqual([
      'sound',
      true,
    ])
    seen.add(`${version} ${kept(copy)}`)
    expect((await append(copy)).split(' ')[0]).toBe(String(entries + 1))
    expect(versionOf(copy)).toBe(2)
    expect(verifyHome({ home: copy, trust: null, outside })).toMatchObject({
      outcome: 'sound',
      entries: entries + 1,
    })
    expect(existsSync(join(copy, '.record.v1.db.tmp'))).toBe(false)
  }
  expect(seen).toContain('1 false')
  expect(seen).toContain('1 true')
})

test('two processes that start at once on an older home both write to the new one', async () => {
  const { home, outside } = await oldHome()
  for (let round = 0; round < 5; round += 1) {
    const copy = newHome()
    cpSync(home, copy, { recursive: true })
    const said = await Promise.all([append(copy), append(copy), append(copy)])
    const numbers = said.map((line) => Number(line.split(' ')[0]))
    expect(numbers.toSorted((a, b) => a - b)).toEqual([size + 1, size + 2, size + 3])
    expect(verifyHome({ home: copy, trust: null, outside })).toMatchObject({
      outcome: 'sound',
      entries: size + 3,
    })
  }
})
