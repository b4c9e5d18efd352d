import { constants, type BigIntStats } from 'node:fs'
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises'

import { HandoffError } from '../../domain/error.ts'
import { notThere, type Place } from './place.ts'

const { O_RDONLY } = constants
/** Not followed, not waited for, never a terminal of ours; systems without one of them have 0. */
const flags =
  O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/**
 * Opens what stands at a place and makes sure by the open descriptor that it is this file and no other, a regular one with
 * no second name. The caller closes it. Throws NOT_FOUND, INVALID_INPUT, UPSTREAM.
 */
export async function openPlace({
  real,
}: Place): Promise<{ readonly handle: FileHandle; readonly stat: BigIntStats }> {
  // A look before opening, since opening a device may already do something.
  if (!(await lstat(real).catch(refused)).isFile()) throw notRegular()
  const handle = await open(real, flags).catch(refused)
  try {
    const stat = await handle.stat({ bigint: true })
    if (!stat.isFile()) throw notRegular()
    if (stat.nlink !== 1n) throw linked()
    await assertSame(real, handle, stat)
    return { handle, stat }
  } catch (cause) {
    await handle.close()
    throw cause
  }
}

/**
 * Between the look and the opening a folder on the way may have been swapped for a link: the descriptor tells. Where the kernel
 * does not, whoever may write in the folder and swaps it three times in step with Baton is not seen.
 */
async function assertSame(real: string, handle: FileHandle, stat: BigIntStats): Promise<void> {
  const opened = await pathOfDescriptor(handle.fd)
  const again = await realpath(real).catch(refused)
  const there = await lstat(real, { bigint: true }).catch(refused)
  const isSame = there.dev === stat.dev && there.ino === stat.ino && again === real
  if (!isSame || (opened !== undefined && opened !== real)) throw notThere()
}

/** What the kernel calls the open file; undefined on a system that does not say. */
async function pathOfDescriptor(descriptor: number): Promise<string | undefined> {
  return readlink(`/proc/self/fd/${descriptor}`).catch(() => undefined)
}

const gone = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'ENAMETOOLONG'])

function refused(cause: unknown): never {
  const { code } = cause as { code?: unknown }
  if (typeof code === 'string' && gone.has(code)) throw notThere(cause)
  throw new HandoffError('UPSTREAM', 'The file cannot be read.', {
    hint: 'A person must check that the user Baton runs as may read it.',
    cause,
  })
}

function notRegular(): HandoffError {
  return new HandoffError('INVALID_INPUT', 'That is no regular file.', {
    hint: 'Name a text file, no folder, pipe, socket or device.',
  })
}

function linked(): HandoffError {
  return new HandoffError('INVALID_INPUT', 'The file has a second name elsewhere.', {
    hint: 'Files with hard links are not captured, since the other name may lie outside of the folder. Name a copy.',
  })
}
