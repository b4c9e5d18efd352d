import { Transform, type TransformCallback } from 'node:stream'

interface SieveOptions {
  /** A longer line is let go of as it comes. */
  readonly mostBytes: number
  readonly isWanted: (value: unknown) => boolean
  /** Given what the line said in JSON; undefined when it was none or too long. */
  readonly onOther: (value: unknown) => void
}

const lineEnd = 0x0a

/** Lets lines through that hold wanted JSON, whole; the others are told of. Empty lines are neither. */
export function createLineSieve({ mostBytes, isWanted, onOther }: SieveOptions): Transform {
  let parts: Buffer[] = []
  let bytes = 0

  function keep(part: Buffer): void {
    bytes += part.length
    if (bytes > mostBytes) parts = []
    else parts.push(part)
  }

  function take(): Buffer | undefined {
    const line = bytes > mostBytes ? undefined : Buffer.concat(parts)
    parts = []
    bytes = 0
    return line
  }

  function sift(line: Buffer | undefined): Buffer | undefined {
    const text = line?.toString('utf8').trim()
    if (text === '') return undefined
    const value = text === undefined ? undefined : parsed(text)
    if (value !== undefined && isWanted(value)) return line
    onOther(value)
    return undefined
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      let from = 0
      for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, from)) {
        keep(chunk.subarray(from, end + 1))
        from = end + 1
        const line = sift(take())
        if (line) this.push(line)
      }
      if (from < chunk.length) keep(chunk.subarray(from))
      done()
    },
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
