import { closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'

import { syncFolder } from '../files/durable.ts'
import { connect, connectForReading } from './connect.ts'
import { assertSchema, isEmpty } from './contents.ts'
import { bringForward, type Check } from './forward.ts'
import type { Schema } from './schema.ts'

interface Open {
  readonly db: DatabaseSync
  readonly inode: number
  readonly version: number
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

  /** Undefined while nothing was ever written; makes nothing. The file may be of any version that is known. */
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
      return this.#adopt({ db, inode, frozen, version: assertSchema(db, this.#schema) })
    } catch (error) {
      db.close()
      throw error
    }
  }

  /** Makes the home folder, the file and its tables when they are missing. May throw busy. */
  writing(): DatabaseSync {
    return this.reading() ?? this.#make()
  }

  /** Whether the file that was opened last is of an older version, which must not be written to. */
  isOutdated(): boolean {
    return this.#open !== undefined && this.#open.version < this.#schema.version
  }

  /** Makes the present version out of an older one; see `bringForward`. May throw busy. */
  bringForward(check: Check): void {
    const db = this.reading()
    const open = this.#open
    if (!db || !open || !this.isOutdated()) return
    this.exclusively(db, () => bringForward(db, this.#home, this.#schema, check))
    this.#open = { ...open, version: this.#schema.version }
  }

  /** Runs `work` while no other connection writes; all of it or nothing is stored. */
  exclusively<T>(db: DatabaseSync, work: () => T): T {
    this.prepare(db, 'BEGIN IMMEDIATE').run()
    try {
      const result = work()
      this.prepare(db, 'COMMIT').run()
      return result
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
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

  #make(): DatabaseSync {
    mkdirSync(this.#home, { recursive: true, mode: 0o700 })
    closeSync(openSync(this.#file, 'a', 0o600))
    syncFolder(this.#home)
    const db = connect(this.#file)
    try {
      db.exec(`PRAGMA page_size = ${this.#schema.pageBytes}; PRAGMA journal_mode = WAL`)
      this.exclusively(db, () => {
        if (!isEmpty(db)) return
        for (const statement of this.#schema.statements) db.exec(statement)
        db.exec(`PRAGMA user_version = ${this.#schema.version}`)
      })
      const version = assertSchema(db, this.#schema)
      return this.#adopt({ db, inode: inodeOf(this.#file) ?? 0, frozen: false, version })
    } catch (error) {
      this.#prepared.clear()
      db.close()
      throw error
    }
  }

  #adopt(open: Open): DatabaseSync {
    this.#open = open
    return open.db
  }
}

function inodeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino
}
