import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises'
import { relative, isAbsolute, sep } from 'node:path'

const mostBytes = 256 * 1024
const { O_RDONLY } = constants
const flags = O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** The text of a file, or why it is not read, in our words. */
export type Text = { readonly text: string } | { readonly fault: string }

/** Where a file may lie: its links followed, inside that folder and outside of the barred ones. */
export interface Bounds {
  readonly folder: string
  readonly barred: readonly string[]
}

/** Reads a regular file of at most 256 KiB of UTF-8, following no link out of its folder and waiting for no pipe. */
export async function readText(path: string, bounds: Bounds, signal: AbortSignal): Promise<Text> {
  try {
    const real = await realpath(path)
    if (!(await liesWithin(real, bounds))) return { fault: leadsOut }
    // A look before opening, since opening a device may already do something.
    if (!(await lstat(real)).isFile()) return { fault: 'It is not a regular file.' }
    signal.throwIfAborted()
    await using handle = await open(real, flags)
    if (!(await handle.stat()).isFile()) return { fault: 'It is not a regular file.' }
    const opened = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => real)
    if (opened !== real) return { fault: leadsOut }
    return textOf(await head(handle, signal))
  } catch (cause) {
    signal.throwIfAborted()
    return { fault: faultOf(cause) }
  }
}

const leadsOut = 'It leads out of the folder that it is configured in.'

async function liesWithin(real: string, { folder, barred }: Bounds): Promise<boolean> {
  const root = await realpath(folder)
  const off = await Promise.all(barred.map((one) => realpath(one).catch(() => one)))
  return isBelow(root, real) && !off.some((one) => isBelow(one, real))
}

function isBelow(folder: string, path: string): boolean {
  const below = relative(folder, path)
  return below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below)
}

async function head(handle: FileHandle, signal: AbortSignal): Promise<Buffer> {
  const buffer = Buffer.alloc(mostBytes + 1)
  let held = 0
  while (held < buffer.length) {
    signal.throwIfAborted()
    const { bytesRead } = await handle.read(buffer, held, buffer.length - held, held)
    if (bytesRead === 0) break
    held += bytesRead
  }
  return buffer.subarray(0, held)
}

function textOf(bytes: Buffer): Text {
  if (bytes.length > mostBytes) return { fault: 'It is longer than 256 KiB.' }
  if (bytes.includes(0)) return { fault: notText }
  try {
    // The decoder takes a byte order mark away.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { text: text.replace(/\r\n?/g, '\n') }
  } catch {
    return { fault: notText }
  }
}

const notText = 'It is not UTF-8 text.'

function faultOf(cause: unknown): string {
  const { code } = cause as { code?: unknown }
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'The file does not exist.'
  if (code === 'ELOOP') return leadsOut
  if (code === 'EACCES' || code === 'EPERM') return 'The file may not be read by this user.'
  return 'The file could not be read.'
}
