import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

export interface WriteOptions {
  /** Of the file, whatever the umask says, such as `0o600`. */
  readonly mode: number
  /** Fails with EEXIST when the name is taken, instead of replacing it. */
  readonly exclusive?: boolean
  /** A last look, with the draft durable and nothing visible yet; what it throws stops the write. */
  readonly beforeRename?: () => void
}

/**
 * Writes a file that others see whole or not at all and that survives a power cut; a link of that name is replaced, not followed.
 * Throws what the operating system or `beforeRename` threw. Up to the rename nothing is written, and no draft stays behind.
 */
export function writeWhole(
  folder: string,
  name: string,
  content: string | Uint8Array,
  { mode, exclusive = false, beforeRename }: WriteOptions,
): void {
  const draft = join(folder, `.${name}.${randomBytes(6).toString('hex')}.tmp`)
  const place = exclusive ? linkSync : renameSync
  try {
    writeDraft(draft, content, mode)
    beforeRename?.()
    place(draft, join(folder, name))
  } finally {
    discard(draft)
  }
  syncFolder(folder)
}

function writeDraft(draft: string, content: string | Uint8Array, mode: number): void {
  const descriptor = openSync(draft, 'wx', mode)
  try {
    fchmodSync(descriptor, mode)
    writeFileSync(descriptor, content)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** After a rename there is none; a draft that cannot be removed must not hide why the write failed. */
function discard(draft: string): void {
  try {
    rmSync(draft, { force: true })
  } catch {
    return
  }
}

/** Makes a new name in the folder survive a power cut. Windows neither needs nor allows it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
