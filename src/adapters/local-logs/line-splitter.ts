import type { Screen } from './screen.ts'

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

/** Cuts a stream of bytes into lines, holding at most one line of `longest` bytes; with a screen only those that pass it. */
export function lineSplitter(
  longest: number,
  start: number,
  onLine: OnLine,
  screen?: Screen,
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
  const lineAt = (bytes: Buffer, from: number, newline: number): void => {
    const stop = Math.min(newline, from + longest)
    const end = trimmed(bytes, from, stop)
    const offset = position + from
    if (newline > from) onLine({ bytes, from, end, offset, cut: stop < newline, ended: true })
  }
  /** Lines that lie within a chunk as a whole. */
  const every = (chunk: Buffer, from: number, end: number): void => {
    for (let at = from; at < end;) {
      const newline = chunk.indexOf(10, at)
      lineAt(chunk, at, newline)
      at = newline + 1
    }
  }
  const screened = (chunk: Buffer, from: number, end: number, by: Screen): void => {
    const found = by.places(chunk, from, end)
    for (let place = found.next(from); place.done !== true;) {
      const newline = chunk.indexOf(10, place.value)
      const before = place.value === from ? -1 : chunk.lastIndexOf(10, place.value - 1)
      lineAt(chunk, Math.max(from, before + 1), newline)
      place = found.next(newline + 1)
    }
  }
  return {
    push(chunk) {
      let from = 0
      if (heldBytes > 0) {
        const newline = chunk.indexOf(10)
        keep(newline < 0 ? chunk : chunk.subarray(0, newline))
        if (newline >= 0) emit(true)
        from = newline < 0 ? chunk.length : newline + 1
      }
      const end = chunk.lastIndexOf(10) + 1
      if (end > from) {
        if (screen) screened(chunk, from, end, screen)
        else every(chunk, from, end)
        from = end
      }
      if (from < chunk.length) {
        lineStart = position + from
        keep(chunk.subarray(from))
      }
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
