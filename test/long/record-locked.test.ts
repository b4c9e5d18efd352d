import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { expect, onTestFinished, test } from 'vitest'

import { verifyHome } from '../../src/cli/verify/judge.ts'
import type { HandoffError } from '../../src/domain/error.ts'
import { draft, newHome, openAt } from '../record/support/home.ts'

const holder = fileURLToPath(new URL('../record/support/holder.ts', import.meta.url))

/** Starts a program that holds the record's file until it is told to let go. */
async function hold(home: string, what: 'write' | 'everything') {
  const child = spawn(process.execPath, [holder, home, what])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return async () => {
    child.stdin.end()
    await once(child, 'close')
  }
}

const held = {
  code: 'UPSTREAM',
  message: 'The record cannot be written.',
  hint: 'Another process is holding it. Try again in a moment.',
}

test('held by another program, the record refuses within six seconds in clear words, is read on, and works afterwards', async () => {
  const home = newHome()
  const record = openAt(home)
  await record.append([draft('before')])
  const letGo = await hold(home, 'write')
  let turns = 0
  const turning = setInterval(() => (turns += 1), 10)
  onTestFinished(() => clearInterval(turning))
  const began = performance.now()
  const refused = await record.append([draft('while held')]).catch((error: HandoffError) => error)
  const tookMs = performance.now() - began
  expect(refused).toMatchObject(held)
  expect(tookMs).toBeGreaterThan(4_900)
  expect(tookMs).toBeLessThan(6_000)
  // The process goes on with everything else meanwhile.
  expect(turns).toBeGreaterThan(100)
  expect(record.entries({})).toHaveLength(1)
  expect(verifyHome({ home, trust: null, outside: [] })).toMatchObject({ outcome: 'sound' })
  await letGo()
  const [next] = await record.append([draft('after')])
  expect(next?.seq).toBe(2)
})

test('held so that it cannot even be read, it says so within two seconds, and works afterwards', async () => {
  const home = newHome()
  const record = openAt(home)
  await record.append([draft('before')])
  record.close()
  const letGo = await hold(home, 'everything')
  const again = openAt(home)
  const began = performance.now()
  expect(() => again.entries({})).toThrow('The record cannot be read.')
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await again.append([draft('x')]).catch((error: HandoffError) => error)).toMatchObject(held)
  expect(verifyHome({ home, trust: null, outside: [] })).toMatchObject({ outcome: 'sound' })
  await letGo()
  expect((await again.append([draft('after')]))[0]?.seq).toBe(2)
  expect(verifyHome({ home, trust: null, outside: [] })).toMatchObject({
    outcome: 'sound',
    entries: 2,
  })
})
