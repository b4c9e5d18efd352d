import { utf8Decoder } from '../redact/decode.ts'

/** A longer line is cut here, so that one without an end takes no memory. */
const longestLine = 262_144
const pieceSize = 65_536
const cutMark = ' [cut]'

/** Text of the pieces as lines, so many as have come; `bytes` sees each piece before it is read. */
export async function* linesOf(
  pieces: AsyncIterable<Buffer>,
  bytes: (piece: Buffer) => void = () => undefined,
): AsyncGenerator<readonly string[]> {
  const decoder = utf8Decoder(() => undefined)
  const splitter = createSplitter()
  for await (const chunk of pieces) {
    bytes(chunk)
    for (let from = 0; from < chunk.length; from += pieceSize) {
      yield splitter.push(decoder.write(chunk.subarray(from, from + pieceSize)))
    }
  }
  yield splitter.end(decoder.end())
}

function createSplitter(): { push(text: string): string[]; end(text: string): string[] } {
  let open = ''
  let isCut = false
  const take = (more: string): void => {
    if (isCut) return
    open += more
    if (open.length <= longestLine) return
    open = cut(open)
    isCut = true
  }
  const push = (text: string): string[] => {
    const lines = text.split('\n')
    take(lines[0]!)
    if (lines.length === 1) return []
    lines[0] = open
    open = ''
    isCut = false
    take(lines.pop()!)
    return lines.map(withoutReturn)
  }
  return {
    push,
    end(text) {
      const lines = push(text)
      if (open !== '') lines.push(withoutReturn(open))
      return lines
    },
  }
}

/** At a blank, so that no half of what must be hidden is left. */
function cut(text: string): string {
  const blank = text.lastIndexOf(' ', longestLine - cutMark.length)
  return `${text.slice(0, Math.max(0, blank))}${cutMark}`
}

function withoutReturn(line: string): string {
  return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line
}
