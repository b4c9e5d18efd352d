import { HandoffError } from '../../domain/error.ts'

const busy = 5

/** Whether SQLite gave way to another connection, so that trying again makes sense. */
export function isBusy(error: unknown): boolean {
  return (resultCode(error) & 0xff) === busy
}

/** Whether SQLite could not make the files it needs beside the database: SQLITE_READONLY or SQLITE_CANTOPEN. */
export function isUnwritable(error: unknown): boolean {
  const code = resultCode(error) & 0xff
  return code === 8 || code === 14
}

/** SQLITE_CORRUPT and SQLITE_NOTADB; a missing table or column is SQLITE_ERROR. */
const damage = new Set([1, 11, 26])

/** The rule that a damaged file breaks, so that a verifier can tell it from one that is only out of reach. */
export const intactRule = 'storage-intact'

/** The rule that a record breaks which was written to under a verifier's eyes. */
export const stillRule = 'storage-still'

/**
 * What went wrong on disk as UPSTREAM in our words; what SQLite or the operating system said stays in `detail`.
 * A HandoffError comes through unchanged.
 */
export function storageFailure(what: string, error: unknown): HandoffError {
  if (error instanceof HandoffError) return error
  return new HandoffError('UPSTREAM', what, {
    hint: hintFor(error),
    ...(isDamage(error) ? { rule: intactRule } : {}),
    detail: error instanceof Error ? error.message : String(error),
    cause: error,
  })
}

function hintFor(error: unknown): string {
  if (isBusy(error)) return 'Another process is holding it. Try again in a moment.'
  if (isDamage(error)) {
    return 'Its file is damaged. A person should keep a copy, run baton verify and restore a backup.'
  }
  return 'A person should check that the home folder exists, is writable and has free space.'
}

/** A number that JavaScript cannot hold was never written by Baton. */
function isDamage(error: unknown): boolean {
  const outOfRange = error instanceof Error && 'code' in error && error.code === 'ERR_OUT_OF_RANGE'
  return outOfRange || damage.has(resultCode(error) & 0xff)
}

function resultCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0
}
