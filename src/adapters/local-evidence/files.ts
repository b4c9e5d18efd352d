import type { FileHandle } from 'node:fs/promises'

import { HandoffError } from '../../domain/error.ts'
import type { EvidenceFiles } from '../../ports/evidence.ts'
import { openPlace } from './open.ts'
import { type Folders, placeOf } from './place.ts'

/** More than is kept of an item, so that redaction sees what lies around the cut. */
const mostBytes = 512 * 1024
const newline = 10

/** Text files of allow-listed folders on this machine. */
export function localEvidence(folders: Folders): EvidenceFiles {
  return {
    async read(path, signal) {
      const place = await placeOf(path, folders)
      signal.throwIfAborted()
      const { handle, stat } = await openPlace(place)
      await using _closing = handle
      const { bytes, more } = await head(handle, signal)
      const after = await handle.stat({ bigint: true })
      const changed = after.size !== stat.size || after.mtimeNs !== stat.mtimeNs
      const text = textOf(more ? wholeLines(bytes) : bytes)
      return { name: place.name, text, bytes: Number(stat.size), cut: more, changed }
    },
  }
}

/** The first 512 KiB, whatever the size said when the file was opened, and whether there is more. */
async function head(
  handle: FileHandle,
  signal: AbortSignal,
): Promise<{ readonly bytes: Buffer; readonly more: boolean }> {
  const buffer = Buffer.alloc(mostBytes + 1)
  let held = 0
  while (held < buffer.length) {
    signal.throwIfAborted()
    const { bytesRead } = await handle.read(buffer, held, buffer.length - held, held).catch(unread)
    if (bytesRead === 0) break
    held += bytesRead
  }
  return { bytes: buffer.subarray(0, Math.min(held, mostBytes)), more: held > mostBytes }
}

function wholeLines(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(newline)
  if (end >= 0) return bytes.subarray(0, end + 1)
  throw new HandoffError('INVALID_INPUT', 'The first line of the file is longer than 512 KiB.', {
    hint: 'Name a file with shorter lines.',
  })
}

function textOf(bytes: Buffer): string {
  try {
    if (!bytes.includes(0)) return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw notText(cause)
  }
  throw notText()
}

function notText(cause?: unknown): HandoffError {
  return new HandoffError('INVALID_INPUT', 'The file is not UTF-8 text.', {
    hint: 'Only text is captured; describe an image or a binary in record_note and link to it.',
    cause,
  })
}

function unread(cause: unknown): never {
  throw new HandoffError('UPSTREAM', 'The file cannot be read.', {
    hint: 'A person must check the disk that it lies on.',
    cause,
  })
}
