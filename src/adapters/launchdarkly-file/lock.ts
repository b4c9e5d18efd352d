import { accessSync, constants } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

import { HandoffError } from '../../domain/error.ts'

const sqliteBusy = 5

/**
 * Holds an exclusive lock on a file beside the flag file while `work` runs. It is SQLite's own lock on an empty database:
 * the operating system frees it when a process dies, so there is no stale lock to guess at and no two winners.
 * Throws UPSTREAM, with nothing done, when it cannot be had within `waitMs`.
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
    throw new HandoffError('UPSTREAM', 'The folder of the flag file cannot be written.', {
      hint: 'Nothing was written. A person must make the folder writable for Baton.',
      cause,
    })
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
      if (!busy || performance.now() >= deadline || signal.aborted) {
        throw new HandoffError('UPSTREAM', 'The flag file could not be locked for writing.', {
          hint: 'Nothing was written. Another process may hold it: read the flag again before another attempt.',
          cause,
        })
      }
    }
    await delay(2 + Math.random() * 8)
  }
}
