/** What a line is given to: its text, the byte at which it starts, whether it was cut, whether a line end closed it. */
export type OnLine = (text: string, offset: number, cut: boolean, ended: boolean) => void

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
    onLine(textOf(Buffer.concat(held), 0, kept(held)), lineStart, heldBytes > longest, ended)
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
          onLine(textOf(chunk, from, end), position + from, end < newline, true)
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

function textOf(bytes: Buffer, from: number, end: number): string {
  let last = end
  while (last > from && bytes[last - 1] === 13) last--
  return bytes.toString('utf8', from, last)
}
