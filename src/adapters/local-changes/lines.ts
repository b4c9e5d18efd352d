import { createReadStream } from 'node:fs'

const newline = 0x0a

/** Streams the lines of a file; a line longer than `maxBytes` comes as null, so that memory stays bounded. */
export async function* boundedLines(
  file: string,
  maxBytes: number,
  signal: AbortSignal,
): AsyncGenerator<string | null> {
  let parts: Buffer[] = []
  let held = 0
  const take = (): string | null => {
    const line = held > maxBytes ? null : Buffer.concat(parts).toString('utf8')
    parts = []
    held = 0
    return line
  }
  const hold = (part: Buffer): void => {
    held += part.length
    if (held <= maxBytes) parts.push(part)
    else parts = []
  }
  const stream = createReadStream(file, { highWaterMark: 256 * 1024, signal })
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      hold(chunk.subarray(from, end))
      yield take()
      from = end + 1
    }
    hold(chunk.subarray(from))
  }
  if (held > 0) yield take()
}
