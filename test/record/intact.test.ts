import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { expect, onTestFinished, test } from 'vitest'

import { openSqliteEvidence } from '../../src/adapters/sqlite/evidence.ts'
import type { HandoffError } from '../../src/domain/error.ts'
import { findCheckpoints, parseVerifierKey } from '../../src/record/checkpoint.ts'
import { assertIntact } from '../../src/record/intact.ts'
import { draft, newHome, openAt } from './support/home.ts'

const applying = draft('', { kind: 'change.applying', once: 'apply:REQ-1' })

/** A record that this process holds open, as a server does. */
async function open() {
  const home = newHome()
  const record = openAt(home)
  await record.append([draft('a')])
  await record.append([applying, draft('b')])
  return { home, record, key: parseVerifierKey(record.verifierKey())! }
}

function evidenceOf(home: string) {
  const evidence = openSqliteEvidence(home)
  onTestFinished(() => evidence?.close())
  return evidence
}

function edit(home: string, sql: string): void {
  const db = new DatabaseSync(join(home, 'record.db'))
  db.exec(sql)
  db.close()
}

function refusal(work: () => void) {
  try {
    work()
    return undefined
  } catch (cause) {
    const { code, rule, detail } = cause as HandoffError
    return { code, rule, detail }
  }
}

test('a record held open for writing is intact, also while this process and others write', async () => {
  const { home, record, key } = await open()
  const evidence = evidenceOf(home)
  await record.append([draft('c')])
  await openAt(home).append([draft('d')])
  expect(refusal(() => assertIntact(evidence, key))).toBeUndefined()
  expect(evidence?.head?.size).toBe(3)
  await record.append([draft('e')])
  expect(refusal(() => assertIntact(evidenceOf(home), key))).toBeUndefined()
})

test.each([
  ["UPDATE entry SET body = NULL WHERE kind = 'change.applying'", 'bodies 2'],
  ["UPDATE entry SET body = NULL, salt = NULL WHERE kind = 'change.applying'", 'bodies 2'],
  ['UPDATE entry SET once = NULL', 'leaves 2'],
  ['DELETE FROM entry WHERE seq = 2', 'sequence 2'],
  ['DELETE FROM entry; DELETE FROM head', 'there is no record'],
])('is refused after %s', async (attack, detail) => {
  const { home, key } = await open()
  edit(home, attack)
  const refused = refusal(() => assertIntact(evidenceOf(home), key))
  expect(refused).toMatchObject({ code: 'UPSTREAM', rule: 'record-intact' })
  expect(refused?.detail).toContain(detail)
})

test('is refused without a record, and under another key', async () => {
  const { home, key } = await open()
  const other = await open()
  const refused = { code: 'UPSTREAM', rule: 'record-intact' }
  expect(refusal(() => assertIntact(evidenceOf(newHome()), key))).toMatchObject(refused)
  expect(refusal(() => assertIntact(evidenceOf(home), other.key))).toMatchObject(refused)
})

test('G6 a record replaced by an older copy of itself is refused by a checkpoint kept outside', async () => {
  const { home, record, key } = await open()
  const older = newHome()
  cpSync(home, older, { recursive: true })
  await record.append([draft('what the copy lacks')])
  const outside = findCheckpoints(`# Ticket\n\n${record.checkpoint()}`)
  expect(refusal(() => assertIntact(evidenceOf(home), key, outside))).toBeUndefined()
  expect(refusal(() => assertIntact(evidenceOf(older), key))).toBeUndefined()
  expect(refusal(() => assertIntact(evidenceOf(older), key, outside))).toEqual({
    code: 'UPSTREAM',
    rule: 'record-intact',
    detail: 'outside 4: the record was cut: a checkpoint is of 4 entries',
  })
})

test('a checkpoint that the key did not sign, which anybody can write into a ticket, refuses nothing', async () => {
  const { home, record, key } = await open()
  const other = await open()
  const note = record.checkpoint()!
  const outside = findCheckpoints(
    [note.replace('\n3\n', '\n9\n'), other.record.checkpoint()].join('\n'),
  )
  expect(outside).toHaveLength(2)
  expect(refusal(() => assertIntact(evidenceOf(home), key, outside))).toBeUndefined()
})
