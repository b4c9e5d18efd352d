import { readFileSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'

import { HandoffError } from '../../domain/error.ts'
import { writeWhole } from '../files/durable.ts'
import { moved } from './moved.ts'

/**
 * Replaces a file's text, keeping its mode, when the text is still `before` at the last moment. Throws CONFLICT or UPSTREAM
 * while nothing is written; what fails from the rename on is thrown as it is, because the outcome is unknown.
 */
export function replaceFile(file: string, before: string, after: string): void {
  let placing = false
  try {
    writeWhole(dirname(file), basename(file), after, {
      mode: statSync(file).mode & 0o777,
      beforeRename() {
        if (readFileSync(file, 'utf8') !== before) throw moved()
        placing = true
      },
    })
  } catch (cause) {
    if (cause instanceof HandoffError || (placing && !isRefused(cause))) throw cause
    throw new HandoffError('UPSTREAM', 'The flag file could not be written.', {
      hint: 'Nothing was written. A person must check disk space and permissions of its folder.',
      cause,
    })
  }
}

/** A rename that ended in an input/output error may or may not have happened; with any other error it did not. */
function isRefused(cause: unknown): boolean {
  const { code, syscall } = cause as { code?: unknown; syscall?: unknown }
  return syscall === 'rename' && code !== 'EIO'
}
