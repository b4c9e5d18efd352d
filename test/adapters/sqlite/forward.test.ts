import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { expect, onTestFinished, test } from 'vitest'

import { Database } from '../../../src/adapters/sqlite/database.ts'
import { type Schema, vaultSchema } from '../../../src/adapters/sqlite/schema.ts'
import { openSqliteVault } from '../../../src/adapters/sqlite/vault.ts'
import { newHome } from '../../record/support/home.ts'

const more = 'CREATE TABLE more (a INTEGER) STRICT'
const most = 'CREATE TABLE most (a INTEGER) STRICT'
const none = { version: 1, statements: vaultSchema.statements, forward: [more] }
const some = {
  version: 2,
  statements: [...vaultSchema.statements, more],
  forward: [most, 'INSERT INTO most SELECT count(*) FROM token'],
}
/** The vault as it may look two versions on. */
const later: Schema = {
  ...vaultSchema,
  version: 3,
  statements: [...some.statements, most],
  former: [none, some],
}

function oldVault(): string {
  const home = newHome()
  const vault = openSqliteVault(home)
  vault.seal('INC-1', '«email:a»', 'eve@example.com')
  vault.close()
  return home
}

function open(home: string, schema: Schema): Database {
  const database = new Database(home, schema)
  onTestFinished(() => database.close())
  return database
}

test('a vault is brought forward over several versions at once, with a copy of what it was', () => {
  const home = oldVault()
  const database = open(home, later)
  const seen: number[] = []
  database.writing()
  expect(database.isOutdated()).toBe(true)
  database.bringForward((_, version) => seen.push(version))
  expect([database.isOutdated(), seen]).toEqual([false, [1, 3]])
  expect(database.reading()?.prepare('SELECT a FROM most').get()?.['a']).toBe(1)
  expect(open(home, later).isOutdated()).toBe(false)

  const copy = new DatabaseSync(join(home, 'vault.v1.db'), { readOnly: true })
  expect(copy.prepare('PRAGMA user_version').get()?.['user_version']).toBe(1)
  expect(copy.prepare('SELECT count(*) AS n FROM token').get()?.['n']).toBe(1)
  copy.close()
  const old = openSqliteVault(home)
  expect(() => old.open('INC-1', '«email:a»')).toThrow('The vault was written by a newer Baton.')
  expect(() => old.seal('INC-1', '«email:b»', 'x')).toThrow(
    'The vault was written by a newer Baton.',
  )
})

test('what the check throws leaves the file as it was', () => {
  const home = oldVault()
  const database = open(home, later)
  database.writing()
  const refuse = (at: number) => (_: unknown, version: number) => {
    if (version === at) throw new Error('no')
  }
  expect(() => database.bringForward(refuse(1))).toThrow('no')
  expect(existsSync(join(home, 'vault.v1.db'))).toBe(false)
  expect(() => database.bringForward(refuse(3))).toThrow('no')
  expect(openSqliteVault(home).open('INC-1', '«email:a»')).toBe('eve@example.com')
})

test('a file of a version in between is brought forward from there', () => {
  const home = oldVault()
  const middle = open(home, { ...later, version: 2, statements: some.statements, former: [none] })
  middle.writing()
  middle.bringForward(() => undefined)
  middle.close()
  const database = open(home, later)
  database.writing()
  database.bringForward(() => undefined)
  expect(database.reading()?.prepare('SELECT a FROM most').get()?.['a']).toBe(1)
  expect(existsSync(join(home, 'vault.v2.db'))).toBe(true)
})

test('a draft that somebody left who was killed is replaced', () => {
  const home = oldVault()
  const database = open(home, later)
  database.writing()
  const draft = new DatabaseSync(join(home, '.vault.v1.db.tmp'))
  draft.exec('CREATE TABLE half (a)')
  draft.close()
  database.bringForward(() => undefined)
  expect(existsSync(join(home, '.vault.v1.db.tmp'))).toBe(false)
  expect(existsSync(join(home, 'vault.v1.db'))).toBe(true)
})
