import { HandoffError } from '../../domain/error.ts'
import { NotLocked, locked as lockedFile } from '../files/lock.ts'

/**
 * Holds an exclusive lock on a file beside the flag file while `work` runs. Throws UPSTREAM, with nothing done, when it
 * cannot be had within `waitMs`.
 */
export async function locked<T>(
  lockFile: string,
  waitMs: number,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await lockedFile(lockFile, waitMs, signal, work)
  } catch (cause) {
    if (!(cause instanceof NotLocked)) throw cause
    throw cause.held
      ? new HandoffError('UPSTREAM', 'The flag file could not be locked for writing.', {
          hint: 'Nothing was written. Another process may hold it: read the flag again before another attempt.',
          cause,
        })
      : new HandoffError('UPSTREAM', 'The folder of the flag file cannot be written.', {
          hint: 'Nothing was written. A person must make the folder writable for Baton.',
          cause,
        })
  }
}
