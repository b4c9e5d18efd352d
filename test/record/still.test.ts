import { existsSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { openSqliteEvidence } from '../../src/adapters/sqlite/evidence.ts'
import { judge, verifyHome } from '../../src/cli/verify/judge.ts'
import type { HandoffError } from '../../src/domain/error.ts'
import { draft, newHome, openAt } from './support/home.ts'

const drafts = Array.from({ length: 300 }, (_, n) => draft(`${n} ${'x'.repeat(500)}`))

/** The record of a home at rest, opened as a verifier opens it, with its first entry read. */
async function beingVerified() {
  const home = newHome()
  const record = openAt(home)
  await record.append(drafts)
  record.close()
  expect(existsSync(join(home, 'record.db-wal'))).toBe(false)
  const evidence = openSqliteEvidence(home)!
  onTestFinished(() => evidence.close())
  const entries = evidence.entries()[Symbol.iterator]()
  entries.next()
  const drain = (): void => {
    while (!entries.next().done) continue
  }
  return { home, evidence, drain }
}

function ruleOf(work: () => unknown): string {
  try {
    work()
    return 'none'
  } catch (cause) {
    const { code, rule } = cause as HandoffError
    return `${code} ${rule}`
  }
}

test('a server that writes and leaves while a verifier reads is no fault of the record', async () => {
  const { home, evidence, drain } = await beingVerified()
  const record = openAt(home)
  await record.append(drafts)
  record.close()
  expect(existsSync(join(home, 'record.db-wal'))).toBe(false)
  expect(ruleOf(drain)).toBe('UPSTREAM storage-still')
  expect(ruleOf(() => evidence.faults())).toBe('UPSTREAM storage-still')
  expect(verifyHome({ home, trust: null, outside: [] })).toMatchObject({
    outcome: 'sound',
    entries: 600,
  })
})

test('a server that has begun to write shows too', async () => {
  const { home, drain } = await beingVerified()
  await openAt(home).append([draft('more')])
  expect(ruleOf(drain)).toBe('UPSTREAM storage-still')
})

test('a record that nobody writes, and one that is open all the time, are read to the end', async () => {
  const { evidence, drain } = await beingVerified()
  expect(ruleOf(drain)).toBe('none')
  expect(evidence.faults()).toEqual([])

  const home = newHome()
  const record = openAt(home)
  await record.append(drafts)
  const live = openSqliteEvidence(home)!
  onTestFinished(() => live.close())
  await record.append(drafts)
  expect([...live.entries()]).toHaveLength(300)
  expect(live.faults()).toEqual([])
})

test('a verifier reads again when it was disturbed, and gives up when it always is', async () => {
  const home = newHome()
  const record = openAt(home)
  await record.append(drafts)
  record.close()
  const file = join(home, 'record.db')
  const touch = (seconds: number): void => utimesSync(file, seconds, seconds)
  const disturbed = (times: number) => {
    let tries = 0
    const report = judge({ home, trust: null, outside: [] }, (_, decide) => {
      tries += 1
      if (tries <= times) touch(tries)
      return decide()
    })
    return { tries, ...report }
  }
  expect(disturbed(0)).toMatchObject({ tries: 1, outcome: 'sound', entries: 300 })
  expect(disturbed(4)).toMatchObject({ tries: 5, outcome: 'sound', entries: 300 })
  expect(ruleOf(() => disturbed(5))).toBe('UPSTREAM storage-still')
})

test('a write in the very moment of another, which leaves size and time of the file as they were, shows too', async () => {
  const { home, drain } = await beingVerified()
  const file = join(home, 'record.db')
  const second = 1_795_000_000
  utimesSync(file, second, second)
  const before = statSync(file)
  const evidence = openSqliteEvidence(home)!
  onTestFinished(() => evidence.close())
  const record = openAt(home)
  await record.append([draft('small')])
  record.close()
  utimesSync(file, second, second)
  const after = statSync(file)
  expect([after.size, after.mtimeMs]).toEqual([before.size, before.mtimeMs])
  expect(ruleOf(() => [...evidence.entries()])).toBe('UPSTREAM storage-still')
  expect(ruleOf(drain)).toBe('UPSTREAM storage-still')
})
