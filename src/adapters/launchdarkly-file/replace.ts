import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { HandoffError } from '../../domain/error.ts'

/**
 * Replaces a file atomically, keeping its mode: temporary file beside it, fsync, a last look through `unchanged`, rename, fsync of the folder.
 * Throws UPSTREAM while nothing is written; what fails after the rename is thrown as it is, because the outcome is unknown.
 */
export async function replaceFile(
  file: string,
  text: string,
  unchanged: () => Promise<void>,
): Promise<void> {
  const folder = dirname(file)
  const temporary = join(folder, `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const { mode } = await stat(file)
    await write(temporary, text, mode & 0o777)
    await unchanged()
    await rename(temporary, file)
  } catch (cause) {
    await unlink(temporary).catch(() => undefined)
    if (cause instanceof HandoffError || isUnknown(cause)) throw cause
    throw new HandoffError('UPSTREAM', 'The flag file could not be written.', {
      hint: 'Nothing was written. A person must check disk space and permissions of its folder.',
      cause,
    })
  }
  if (process.platform === 'win32') return
  await using handle = await open(folder, 'r')
  await handle.sync()
}

async function write(temporary: string, text: string, mode: number): Promise<void> {
  const handle: FileHandle = await open(temporary, 'wx', mode)
  try {
    await handle.chmod(mode)
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A rename that ended in an input/output error may or may not have happened. */
function isUnknown(cause: unknown): boolean {
  const { code, syscall } = cause as { code?: unknown; syscall?: unknown }
  return syscall === 'rename' && code === 'EIO'
}
