import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { openRecordSigner } from '../../src/adapters/sqlite/signer.ts'
import { openSqliteStorage } from '../../src/adapters/sqlite/storage.ts'
import { verifyHome } from '../../src/cli/verify/judge.ts'
import type { HandoffError } from '../../src/domain/error.ts'
import { findCheckpoints, parseVerifierKey } from '../../src/record/checkpoint.ts'
import { openRecord } from '../../src/record/record.ts'
import { draft, newHome, openAt, start } from './support/home.ts'
import { asVersionOne, bytesOf, versionOf } from './support/version-one.ts'

const writer = fileURLToPath(new URL('./support/writer.ts', import.meta.url))

/** A home of the first version with entries of all sorts, its entries, its checkpoint and its key. */
async function oldHome() {
  const home = newHome()
  const record = openAt(home)
  await record.append([draft('one', { once: 'only' }), draft('two é «', { incident: null })])
  await record.append([draft('three', { kind: 'call.asked' })])
  const entries = record.entries({})
  const outside = findCheckpoints(record.checkpoint()!)
  const trust = parseVerifierKey(record.verifierKey())!
  record.close()
  asVersionOne(home)
  return { home, entries, outside, trust }
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    ({ code, rule }: HandoffError) => ({ code, rule }),
  )

function edit(home: string, sql: string): void {
  const db = new DatabaseSync(join(home, 'record.db'))
  db.exec(sql)
  db.close()
}

/** The copy that was kept, as a home of its own. */
function keptCopy(home: string): string {
  const kept = newHome()
  mkdirSync(kept, { recursive: true })
  cpSync(join(home, 'keys'), join(kept, 'keys'), { recursive: true })
  copyFileSync(join(home, 'record.v1.db'), join(kept, 'record.db'))
  return kept
}

test('G6 an older home is brought forward by the first append: the same entries, under the same checkpoints', async () => {
  const { home, entries, outside, trust } = await oldHome()
  const record = openAt(home)
  const [next] = await record.append([draft('four')])
  expect(versionOf(home)).toBe(2)
  expect(record.entries({})).toEqual([...entries, next])
  expect(await refusal(record.append([draft('x', { once: 'only' })]))).toMatchObject({
    rule: 'record-once',
  })
  const verdict = verifyHome({ home, trust, outside })
  expect(verdict).toMatchObject({ outcome: 'sound', entries: 4 })
})

test('the older home is kept beside it, whole and for its owner only', async () => {
  const { home, entries, outside, trust } = await oldHome()
  await openAt(home).append([draft('four')])
  expect(statSync(join(home, 'record.v1.db')).mode & 0o777).toBe(0o600)
  const kept = keptCopy(home)
  expect(versionOf(kept)).toBe(1)
  expect(openAt(kept).entries({})).toEqual(entries)
  expect(verifyHome({ home: kept, trust, outside })).toMatchObject({ outcome: 'sound', entries: 3 })
  expect(readdirSync(home).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('an older home is read and verified as it lies', async () => {
  const { home, entries, outside, trust } = await oldHome()
  const before = bytesOf(home)
  const record = openAt(home)
  expect(record.entries({ incident: 'INC-1' })).toEqual([entries[0], entries[2]])
  expect(record.checkpoint()).not.toBeNull()
  expect(verifyHome({ home, trust, outside })).toMatchObject({ outcome: 'sound', entries: 3 })
  record.close()
  expect(bytesOf(home)).toBe(before)
  edit(home, "UPDATE entry SET digest = replace(digest, substr(digest, 1, 1), 'g') WHERE seq = 2")
  expect(verifyHome({ home, trust, outside }).outcome).toBe('broken')
})

test.each([
  ["UPDATE entry SET body = replace(body, 'two', 'TWO')", 'record-intact'],
  ['UPDATE head SET note = (SELECT substr(note, 2) FROM head)', 'record-intact'],
  ["UPDATE entry SET leaf = 'x' WHERE seq = 2", 'record-intact'],
  ['DELETE FROM head', 'record-intact'],
  ['CREATE TABLE more (a)', 'storage-intact'],
  ['DROP INDEX entry_once', 'storage-intact'],
])('G6 an older home that is not intact stays as it is: %s', async (attack, rule) => {
  const { home } = await oldHome()
  edit(home, attack)
  const before = bytesOf(home)
  expect(await refusal(openAt(home).append([draft('x')]))).toEqual({ code: 'UPSTREAM', rule })
  expect(bytesOf(home)).toBe(before)
  expect(existsSync(join(home, 'record.v1.db'))).toBe(false)
})

test('an older home that lost its key stays as it is and can be read', async () => {
  const { home, entries } = await oldHome()
  rmSync(join(home, 'keys', 'record.pem'))
  expect(await refusal(openAt(home).append([draft('x')]))).toMatchObject({ code: 'UPSTREAM' })
  expect(versionOf(home)).toBe(1)
  expect(openAt(home).entries({})).toEqual(entries)
})

test('an older home in which nothing was written yet is taken as it is', async () => {
  const { home } = await oldHome()
  edit(home, 'DELETE FROM entry; DELETE FROM head')
  const [first] = await openAt(home).append([draft('first')])
  expect([first?.seq, versionOf(home)]).toEqual([1, 2])
})

test('of several that find an older home at once one brings it forward and none loses an entry', async () => {
  const { home, trust, outside } = await oldHome()
  const records = Array.from({ length: 4 }, () => openAt(home))
  for (const record of records) expect(record.entries({})).toHaveLength(3)
  await Promise.all(records.map((record, n) => record.append([draft(`${n}`)])))
  expect(verifyHome({ home, trust, outside })).toMatchObject({ outcome: 'sound', entries: 7 })
  expect(readdirSync(home).filter((name) => name.includes('v1'))).toEqual(['record.v1.db'])
})

test('an older Baton that holds the home open can read on and write nothing more', async () => {
  const { home, trust, outside } = await oldHome()
  const old = new DatabaseSync(join(home, 'record.db'))
  const insert = old.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const count = old.prepare('SELECT count(*) AS n FROM entry')
  expect(count.get()?.['n']).toBe(3)
  await openAt(home).append([draft('four')])
  const hash = 'ab'.repeat(32)
  const row = [5, 'id', null, 'note.recorded', 'at', 'maria', 'agent', null, hash, null, hash, '{}']
  expect(() => insert.run(...row)).toThrow(/cannot store TEXT value in BLOB column/)
  expect(count.get()?.['n']).toBe(4)
  old.close()
  expect(verifyHome({ home, trust, outside })).toMatchObject({ outcome: 'sound', entries: 4 })
})

test('time goes on from the last entry of the older home', async () => {
  const { home } = await oldHome()
  const storage = openSqliteStorage(home)
  const clock = { nowMs: () => start - 3_600_000 }
  const record = openRecord({ storage, clock, signer: openRecordSigner(home) })
  const [entry] = await record.append([draft('late')])
  record.close()
  expect(entry?.at).toBe('2026-11-23T07:00:00.000Z')
})

test.skipIf(process.platform === 'win32')(
  'on a full disk an older home stays as it is, whichever file finds no room',
  async () => {
    const home = newHome()
    const record = openAt(home)
    const filler = 'x'.repeat(2_000)
    await record.append(Array.from({ length: 500 }, (_, n) => draft(`${n}${filler}`)))
    record.close()
    asVersionOne(home)
    const { size } = statSync(join(home, 'record.db'))
    const outcomes: string[] = []
    // No room for the copy, none for the log of the same pages, room for both.
    for (const bytes of [size / 2, size * 1.005, size * 2]) {
      const full = newHome()
      cpSync(home, full, { recursive: true })
      const script = `ulimit -f ${Math.floor(bytes / 512)}; exec "$0" "$@"`
      const args = ['-c', script, process.execPath, writer, full, 'full', '1', '10']
      const [said = ''] = execFileSync('sh', args, { encoding: 'utf8' }).split('\n')
      const brought = versionOf(full) === 2
      expect(said.startsWith(brought ? '501 ' : 'UPSTREAM The record cannot be written.')).toBe(
        true,
      )
      const entries = brought ? 501 : 500
      const verdict = verifyHome({ home: full, trust: null, outside: [] })
      expect(verdict).toMatchObject({ outcome: 'sound', entries })
      expect(readdirSync(full).filter((name) => name.endsWith('.tmp'))).toEqual([])
      outcomes.push(`${brought} ${existsSync(join(full, 'record.v1.db'))}`)
    }
    expect(outcomes).toEqual(['false false', 'false true', 'true true'])
  },
)
