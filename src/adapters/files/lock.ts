import { accessSync, constants } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

const sqliteBusy = 5

/** A lock that was not had; nothing was done. `held` when somebody else has it, else its file cannot be made or written. */
export class NotLocked extends Error {
  override readonly name = 'NotLocked'
  readonly held: boolean

  constructor(held: boolean, cause: unknown) {
    super(held ? 'The lock is held.' : 'The lock file cannot be written.', { cause })
    this.held = held
  }
}

/**
 * Holds an exclusive lock among processes while `work` runs. It is SQLite's own lock on an empty database: the operating
 * system frees it when a process dies, so there is no stale lock to guess at and no two winners.
 * Throws NotLocked when it cannot be had within `waitMs`.
 */
export async function locked<T>(
  lockFile: string,
  waitMs: number,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const database = openLock(lockFile)
  try {
    await acquire(database, waitMs, signal)
    return await work()
  } finally {
    database.close()
  }
}

function openLock(lockFile: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(lockFile, { timeout: 0 })
    // On a file that it may only read SQLite would grant the lock to everybody.
    accessSync(lockFile, constants.W_OK)
    return database
  } catch (cause) {
    database?.close()
    throw new NotLocked(false, cause)
  }
}

async function acquire(database: DatabaseSync, waitMs: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + waitMs
  for (;;) {
    try {
      database.exec('BEGIN EXCLUSIVE')
      return
    } catch (cause) {
      const busy = (cause as { errcode?: unknown }).errcode === sqliteBusy
      if (!busy || performance.now() >= deadline || signal.aborted) throw new NotLocked(true, cause)
    }
    await delay(2 + Math.random() * 8)
  }
}
