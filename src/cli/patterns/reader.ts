import { messageOf, peopleOf } from '../../domain/logs/document-event.ts'
import { type Document, isDocument } from '../../domain/logs/document.ts'
import { parseJson } from '../../domain/json.ts'
import { messageIn } from '../../domain/patterns/header.ts'
import { writeSpecimen } from './specimen.ts'

/** The line that was read last. */
export interface LineReader {
  /** False for a line that belongs to the one before it: a frame of a stack trace, or the inside of a key in PEM. */
  read(line: string): boolean
  /** Its message: `text` between two places. */
  readonly text: string
  readonly from: number
  readonly to: number
  readonly isDocument: boolean
  /** What must be kept of it to show it redacted. */
  readonly specimen: () => string
}

const mostOfKey = 2_000
const keyBegins = '-----BEGIN '
const keyEnds = '-----END '
const keyLine = /^[\s>|]*(?:[\w+/=]{1,128}|(?:Proc-Type|DEK-Info|Comment|Version): .{0,100})?\s*$/
const frame = /^\s+(?:at [\w$.<>/]+[( :]|\.{3} \d+ (?:more|common frames))/

/** Reads lines as `query_logs` does: the message of a JSON document that has one, else what stands behind the head of a plain line. */
export function createReader(): LineReader {
  let inKey = 0
  let document: Document | undefined
  /** The last line that is not indented, which may tell what indented ones are. */
  let head = ''
  let line = ''
  const reader = { read, text: '', from: 0, to: 0, isDocument: false, specimen }

  function read(next: string): boolean {
    if (inKey > 0) {
      inKey = next.includes(keyEnds) || !isInKey(next) ? 0 : inKey - 1
      if (inKey > 0 || next.includes(keyEnds)) return false
    }
    const indented = next.charCodeAt(0) <= 32
    if (indented && frame.test(next)) return false
    if (next.includes(keyBegins) && !next.includes(keyEnds)) inKey = mostOfKey
    line = next
    if (!indented) head = next
    document = documentIn(next)
    reader.isDocument = document !== undefined
    const said = document === undefined ? '' : messageOf(document)
    if (said !== '') {
      reader.text = said
      reader.from = 0
      reader.to = said.length
      return true
    }
    const { from, to } = messageIn(next)
    reader.text = next
    reader.from = from
    reader.to = to
    return true
  }

  function specimen(): string {
    const { text, from, to } = reader
    const message = text.slice(from, to)
    if (document) return writeSpecimen({ message, people: peopleOf(document).people ?? [] })
    return writeSpecimen({ message, ...(line === head ? {} : { head }) })
  }
  return reader
}

/** Whether a line can stand within a key, so that nobody hides others behind the beginning of one. */
function isInKey(line: string): boolean {
  const { from, to } = messageIn(line)
  return to - from <= 200 && keyLine.test(line.slice(from, to))
}

function documentIn(line: string): Document | undefined {
  if (line.charCodeAt(0) !== 123 && !/^[\s\ufeff]{0,8}\{/.test(line)) return undefined
  const value = parseJson(line.replace(/^\ufeff/, ''))
  return isDocument(value) ? value : undefined
}
