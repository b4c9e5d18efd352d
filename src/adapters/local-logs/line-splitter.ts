/** A line among others: its bytes without their end, and where they start in the file. */
export interface Line {
  readonly bytes: Buffer
  readonly from: number
  readonly end: number
  readonly offset: number
  /** It was longer than that. */
  readonly cut: boolean
  /** A line end closed it. */
  readonly ended: boolean
}

export type OnLine = (line: Line) => void

/** The text of a line. */
export function textOf({ bytes, from, end }: Line): string {
  return bytes.toString('utf8', from, end)
}

/** Cuts a stream of bytes into lines, holding at most one line of `longest` bytes. */
export function lineSplitter(
  longest: number,
  start: number,
  onLine: OnLine,
): { push(chunk: Buffer): void; end(): void } {
  let held: Buffer[] = []
  let heldBytes = 0
  let lineStart = start
  let position = start
  const keep = (bytes: Buffer): void => {
    const room = longest - kept(held)
    if (room > 0) held.push(Buffer.from(bytes.subarray(0, room)))
    heldBytes += bytes.length
  }
  const emit = (ended: boolean): void => {
    const bytes = Buffer.concat(held)
    const end = trimmed(bytes, 0, bytes.length)
    onLine({ bytes, from: 0, end, offset: lineStart, cut: heldBytes > longest, ended })
    held = []
    heldBytes = 0
  }
  return {
    push(chunk) {
      let from = 0
      for (;;) {
        const newline = chunk.indexOf(10, from)
        if (newline < 0) break
        if (heldBytes > 0) {
          keep(chunk.subarray(from, newline))
          emit(true)
        } else if (newline > from) {
          const end = Math.min(newline, from + longest)
          onLine({
            bytes: chunk,
            from,
            end: trimmed(chunk, from, end),
            offset: position + from,
            cut: end < newline,
            ended: true,
          })
        }
        from = newline + 1
        lineStart = position + from
      }
      if (from < chunk.length) keep(chunk.subarray(from))
      position += chunk.length
    },
    end() {
      if (heldBytes > 0) emit(false)
    },
  }
}

function kept(parts: readonly Buffer[]): number {
  return parts.reduce((all, part) => all + part.length, 0)
}

function trimmed(bytes: Buffer, from: number, end: number): number {
  let last = end
  while (last > from && bytes[last - 1] === 13) last--
  return last
}
