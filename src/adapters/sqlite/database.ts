import { closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

import { HandoffError } from '../../domain/error.ts'
import { syncFolder } from '../files/durable.ts'
import { intactRule, isUnwritable } from './failure.ts'
import type { Schema } from './schema.ts'

/** SQLite's own wait starves one of two busy writers for seconds; it is kept short and the callers retry with jitter. */
const busyMs = 2

/** Loads node:sqlite when the first database is opened. */
export function sqlite(): typeof import('node:sqlite') {
  return process.getBuiltinModule('node:sqlite')
}

interface Open {
  readonly db: DatabaseSync
  readonly inode: number
  /** Opened where nothing can be written; never kept, so that it is noticed when that changes. */
  readonly frozen: boolean
}

/** One database file, opened when first needed and reopened when the file was exchanged or deleted underneath. */
export class Database {
  readonly #home: string
  readonly #file: string
  readonly #schema: Schema
  #open: Open | undefined
  #prepared = new Map<string, StatementSync>()

  constructor(home: string, schema: Schema) {
    this.#home = home
    this.#file = join(home, schema.file)
    this.#schema = schema
  }

  /** Undefined while nothing was ever written; makes nothing. */
  reading(): DatabaseSync | undefined {
    const inode = inodeOf(this.#file)
    if (inode === undefined) return this.close()
    if (this.#open?.inode === inode && !this.#open.frozen) return this.#open.db
    this.close()
    const { db, frozen } = connectForReading(this.#file)
    try {
      if (isEmpty(db)) {
        db.close()
        return undefined
      }
      assertSchema(db, this.#schema)
    } catch (error) {
      db.close()
      throw error
    }
    return this.#adopt({ db, inode, frozen })
  }

  /** Makes the home folder, the file and its tables when they are missing. May throw busy. */
  writing(): DatabaseSync {
    const present = this.reading()
    if (present) return present
    mkdirSync(this.#home, { recursive: true, mode: 0o700 })
    closeSync(openSync(this.#file, 'a', 0o600))
    syncFolder(this.#home)
    const db = connect(this.#file)
    try {
      db.exec('PRAGMA journal_mode = WAL')
      exclusively(db, () => {
        if (!isEmpty(db)) return
        for (const statement of this.#schema.statements) db.exec(statement)
        db.exec(`PRAGMA user_version = ${this.#schema.version}`)
      })
      assertSchema(db, this.#schema)
    } catch (error) {
      db.close()
      throw error
    }
    return this.#adopt({ db, inode: inodeOf(this.#file) ?? 0, frozen: false })
  }

  /** A statement of the open connection, compiled once. */
  prepare(db: DatabaseSync, sql: string): StatementSync {
    let statement = this.#prepared.get(sql)
    if (!statement) this.#prepared.set(sql, (statement = db.prepare(sql)))
    return statement
  }

  close(): undefined {
    this.#prepared.clear()
    this.#open?.db.close()
    this.#open = undefined
  }

  #adopt(open: Open): DatabaseSync {
    this.#open = open
    return open.db
  }
}

/** Runs `work` while no other connection writes; all of it or nothing is stored. */
export function exclusively<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** Throws UPSTREAM unless the file has exactly the tables and indexes of this version. */
export function assertSchema(db: DatabaseSync, { name, version, statements }: Schema): void {
  const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  if (found > version) {
    throw new HandoffError('UPSTREAM', `The ${name} was written by a newer Baton.`, {
      hint: 'A person should update Baton on this machine; nothing was changed.',
    })
  }
  if (found !== version || foreignObjects(db, statements).length > 0) {
    throw new HandoffError('UPSTREAM', `The ${name} is not one that Baton made.`, {
      hint: 'A person should run baton verify; nothing was changed.',
      rule: intactRule,
    })
  }
}

/** Names of the tables, indexes, triggers and views that are missing, added or altered. */
export function foreignObjects(db: DatabaseSync, statements: readonly string[]): string[] {
  const rows = db.prepare('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all()
  const expected = new Set(statements)
  const added = rows.filter((row) => !expected.has(String(row['sql'])))
  const present = new Set(rows.map((row) => row['sql']))
  const missing = statements.filter((statement) => !present.has(statement))
  return [
    ...added.map((row) => String(row['name'])),
    ...missing.map((statement) => / (\w+) (?:ON|\()/.exec(statement)?.[1] ?? ''),
  ]
}

/** In a folder that cannot be written SQLite makes no shared memory; then the file is read as it lies. */
function connectForReading(file: string): Omit<Open, 'inode'> {
  let db: DatabaseSync | undefined
  try {
    db = connect(file)
    isEmpty(db)
    return { db, frozen: false }
  } catch (error) {
    db?.close()
    if (!isUnwritable(error)) throw error
    return { db: openStill(file).db, frozen: true }
  }
}

/** A database for reading only; `moved` tells whether what was read of it so far may be of two moments. */
export interface Still {
  readonly db: DatabaseSync
  readonly moved: () => boolean
}

/**
 * Opens a database for reading only. Without a write-ahead log nobody has it open, and it is read without
 * leaving any file behind, but also without a lock: whoever starts to write meanwhile shows in `moved`. May throw busy.
 */
export function openStill(file: string): Still {
  const before = stateOf(file)
  const url = pathToFileURL(file)
  url.searchParams.set('immutable', '1')
  const address = before.logged ? file : url
  const db = new (sqlite().DatabaseSync)(address, { readOnly: true, timeout: busyMs })
  db.exec('PRAGMA trusted_schema = OFF')
  return { db, moved: () => !before.logged && stateOf(file).mark !== before.mark }
}

/** What changes when somebody writes: the file or, before that, its write-ahead log. */
function stateOf(file: string): { readonly logged: boolean; readonly mark: string } {
  const main = statSync(file, { bigint: true, throwIfNoEntry: false })
  const logged = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  return { logged, mark: `${logged} ${main?.ino} ${main?.size} ${main?.mtimeNs}` }
}

function connect(file: string): DatabaseSync {
  const db = new (sqlite().DatabaseSync)(file, { timeout: busyMs })
  try {
    db.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA trusted_schema = OFF')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Whether nothing was ever written to the file. */
export function isEmpty(db: DatabaseSync): boolean {
  return (
    Number(db.prepare('PRAGMA user_version').get()?.['user_version']) === 0 &&
    db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
  )
}

function inodeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino
}
