import { closeSync, createReadStream, openSync, rmSync, writeSync } from 'node:fs'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { HandoffError } from '../../domain/error.ts'

/** What was read, for a second reading. */
export interface Spool {
  add(piece: Buffer): void
  again(): AsyncIterable<Buffer>
  /** Nothing of it is left then. */
  close(): void
}

/** A file that only its owner can read; where the system allows it has no name from the start, so that a crash leaves nothing. */
export function openSpool(): Spool {
  const folder = mkdtempSync(join(tmpdir(), 'baton-patterns-'))
  const file = join(folder, 'input')
  const descriptor = openSync(file, 'wx+', 0o600)
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  if (process.platform !== 'win32') remove()
  return {
    add(piece) {
      try {
        for (let at = 0; at < piece.length;) at += writeSync(descriptor, piece, at)
      } catch (cause) {
        throw new HandoffError(
          'INVALID_INPUT',
          'The input does not fit into the temporary folder.',
          {
            hint: 'Give less, or name a larger folder in TMPDIR.',
            cause,
          },
        )
      }
    },
    again: () => createReadStream('', { fd: descriptor, start: 0, autoClose: false }),
    close() {
      closeSync(descriptor)
      remove()
    },
  }
}
