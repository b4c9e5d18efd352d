import { cutText } from '../../domain/excerpt.ts'
import type { RedactedLines } from './redacted.ts'

export const mostBytes = 256 * 1024
const longestLine = 16_384

/** What is kept of redacted lines. */
interface Fitted {
  readonly text: string
  /** Lines of content. */
  readonly lines: number
  readonly cut: boolean
  readonly beginning: string
}

const shownLines = 3
const shownCharacters = 200

/** As many whole lines as fit in 256 KiB, a longer one than 16,384 characters shortened; cut after redaction, so no half of a value stays. */
export function fitted({ lines, heads }: RedactedLines): Fitted {
  const isText = heads === 0
  const kept: string[] = []
  let bytes = 0
  let cut = false
  for (const line of lines) {
    const short = isText ? cutText(line, longestLine) : line
    bytes += Buffer.byteLength(short) + 1
    cut ||= short.length < line.length || bytes > mostBytes
    if (bytes > mostBytes) break
    kept.push(short)
  }
  const content = kept.slice(heads)
  return {
    text: kept.map((line) => `${line}\n`).join(''),
    lines: content.length,
    cut,
    beginning: content
      .slice(0, shownLines)
      .map((line) => cutText(line, shownCharacters))
      .join('\n'),
  }
}
