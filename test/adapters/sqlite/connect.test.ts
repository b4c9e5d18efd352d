import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { connect } from '../../../src/adapters/sqlite/connect.ts'
import { draft, newHome, openAt } from '../../record/support/home.ts'

test('G6 each commit to the record is synced, in a write-ahead log, and a schema may run nothing', async () => {
  const home = newHome()
  await openAt(home).append([draft('a')])
  const db = connect(join(home, 'record.db'))
  onTestFinished(() => db.close())
  const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]
  const full = 2
  expect([pragma('synchronous'), pragma('journal_mode')]).toEqual([full, 'wal'])
  expect([pragma('trusted_schema'), pragma('page_size')]).toEqual([0, 2_048])
})
