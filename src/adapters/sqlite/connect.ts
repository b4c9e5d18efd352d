import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

import { versionOf } from './contents.ts'
import { isUnwritable } from './failure.ts'

/** SQLite's own wait holds the thread and starves one of two busy writers for seconds: the callers wait, and retry. */
const busyMs = 0

/** Loads node:sqlite when the first database is opened. */
function open(...given: ConstructorParameters<typeof DatabaseSync>): DatabaseSync {
  return new (process.getBuiltinModule('node:sqlite').DatabaseSync)(...given)
}

/** Opens or makes a database of which each commit is durable. */
export function connect(file: string): DatabaseSync {
  const db = open(file, { timeout: busyMs })
  try {
    db.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA trusted_schema = OFF')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** A second look at a database that another connection of this process holds open. */
export function connectBeside(file: string): DatabaseSync {
  return open(file, { readOnly: true, timeout: busyMs })
}

/** In a folder that cannot be written SQLite makes no shared memory; then the file is read as it lies, `frozen`. */
export function connectForReading(file: string): {
  readonly db: DatabaseSync
  readonly frozen: boolean
} {
  let db: DatabaseSync | undefined
  try {
    db = connect(file)
    versionOf(db)
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
  /** Read under a lock, through its write-ahead log: then it is of one moment. */
  readonly locked: boolean
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
  const db = open(address, { readOnly: true, timeout: busyMs })
  db.exec('PRAGMA trusted_schema = OFF')
  const { logged: locked, mark } = before
  return { db, locked, moved: () => !locked && stateOf(file).mark !== mark }
}

/** What changes when somebody writes: the file or, before that, its write-ahead log. */
function stateOf(file: string): { readonly logged: boolean; readonly mark: string } {
  const main = statSync(file, { bigint: true, throwIfNoEntry: false })
  const logged = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  return { logged, mark: `${logged} ${main?.ino} ${main?.size} ${main?.mtimeNs}` }
}
