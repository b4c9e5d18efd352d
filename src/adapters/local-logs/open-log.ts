import { type FileHandle, open } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { createGunzip, createZstdDecompress } from 'node:zlib'

/** An open log file with its head, unpacked. `packed` ones can only be read from start to end. */
export interface OpenLog {
  readonly handle: FileHandle
  readonly size: number
  readonly packed: boolean
  /** The first bytes, at most 64 KiB. */
  readonly head: Buffer
  /** Bytes from an offset (0 for packed ones) up to `to`, in chunks of at most 256 KiB that last until the next but one is asked for. */
  bytes(from: number, to: number): AsyncIterable<Buffer>
}

const chunkBytes = 256 * 1024
const headBytes = 64 * 1024

/** Opens a regular file; the caller closes its handle. Answers with the reason, in our words, when it cannot be read. */
export async function openLog(path: string): Promise<OpenLog | string> {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch (error) {
    return reasonOf(error)
  }
  try {
    const stat = await handle.stat()
    if (stat.isFile()) return await inspect(path, handle, stat.size)
    await handle.close()
    return 'It is not a regular file.'
  } catch (error) {
    await handle.close()
    return reasonOf(error)
  }
}

/** Why a file could not be read, without its path. */
export function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown }
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'The file does not exist.'
  if (code === 'EACCES' || code === 'EPERM') return 'The file may not be read by this user.'
  if (code === 'EISDIR') return 'It is not a regular file.'
  if (typeof code === 'string' && code.startsWith('Z_'))
    return 'The packed file is cut off or damaged.'
  return 'The file could not be read.'
}

async function inspect(path: string, handle: FileHandle, size: number): Promise<OpenLog | string> {
  const first = await readAt(handle, 0, Math.min(size, headBytes))
  const unpack = unpackerFor(first)
  if (!unpack) {
    if (first.includes(0)) {
      await handle.close()
      return 'It is a binary file, or text that is not UTF-8.'
    }
    return {
      handle,
      size,
      packed: false,
      head: first,
      bytes: (from, to) => ranged(handle, from, to),
    }
  }
  const bytes = (): AsyncIterable<Buffer> => unpacked(path, unpack)
  const head: Buffer[] = []
  let held = 0
  for await (const chunk of bytes()) {
    head.push(chunk)
    held += chunk.length
    if (held >= headBytes) break
  }
  return { handle, size, packed: true, head: Buffer.concat(head).subarray(0, headBytes), bytes }
}

type Unpack = () => NodeJS.ReadWriteStream

function unpackerFor(head: Buffer): Unpack | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return createGunzip
  if (head.length > 3 && head.readUInt32LE(0) === 0xfd2fb528) return createZstdDecompress
  return undefined
}

async function* unpacked(path: string, unpack: Unpack): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 })
  const out = unpack()
  file.on('error', (error) => out.emit('error', error))
  try {
    for await (const chunk of file.pipe(out)) yield chunk as Buffer
  } finally {
    file.destroy()
  }
}

async function* ranged(handle: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  const buffers = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)] as const
  const read = (at: number, into: Buffer): Promise<{ bytesRead: number }> =>
    handle.read(into, 0, Math.max(0, Math.min(chunkBytes, to - at)), at)
  let [chunk, other] = buffers
  let reading = read(from, chunk)
  try {
    for (let at = from; at < to;) {
      const { bytesRead } = await reading
      if (bytesRead === 0) return
      at += bytesRead
      // The next chunk is read while this one is worked on.
      reading = read(at, other)
      yield chunk.subarray(0, bytesRead)
      ;[chunk, other] = [other, chunk]
    }
  } finally {
    await reading.catch(() => undefined)
  }
}

/** Fewer bytes than asked for at the end of the file. */
export async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  const { bytesRead } = await handle.read(buffer, 0, length, at)
  return buffer.subarray(0, bytesRead)
}
