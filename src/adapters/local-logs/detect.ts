import { documentLines } from './document-lines.ts'
import type { LogEntry } from './entry.ts'
import { plainLines } from './plain-lines.ts'
import type { LineReader } from './reading.ts'
import { commonShape } from './shapes.ts'
import type { Lack, Place } from './stamp.ts'

/** How a file is read: line by line, as one JSON document, or not at all, with the reason and the fix. */
export type Layout =
  | { readonly kind: 'lines'; readonly reader: LineReader }
  | { readonly kind: 'document' }
  | { readonly kind: 'refused'; readonly reason: string }

const sampledLines = 400

/** Decides from the head of a file. Times that lack a zone or a year are never guessed. */
export function detect(head: string, entry: LogEntry, place: Place, spans: boolean): Layout {
  const lines = head
    .split(/\r?\n/, sampledLines)
    .filter((line) => line.trim() !== '')
    .map((line) => (line.startsWith('\uFEFF') ? line.slice(1) : line))
  if (lines.length === 0)
    return { kind: 'lines', reader: documentLines(place, entry, false, spans) }
  const parsed = lines.map(isJson)
  const json = parsed.includes(true)
  const looksJson = /^\s*(?:\{|\[\s*(?:\{|$))/.test(lines[0]!)
  const plain = entry.format === 'plain' || (entry.format === 'auto' && !json && !looksJson)
  if (plain) return plainLayout(lines, entry, place)
  if (!json && opensDocument(lines)) return { kind: 'document' }
  const batches =
    entry.format === 'otlp' || /^\s*\{"resource_?(?:[lL]ogs|[sS]pans)"/.test(lines[0]!)
  const reader = documentLines(place, entry, batches, spans)
  const reason = lackOf(lines, reader)
  return reason ?? { kind: 'lines', reader }
}

function plainLayout(lines: readonly string[], entry: LogEntry, place: Place): Layout {
  const shape = commonShape(lines, place)
  if (!shape) return refused('No line bears a time that Baton can read.')
  const reader = plainLines(shape, place, entry)
  return lackOf(lines, reader) ?? { kind: 'lines', reader }
}

function lackOf(lines: readonly string[], reader: LineReader): Layout | undefined {
  const lack = lines
    .map((line) => reader.time(line))
    .find((at): at is Lack => typeof at === 'string')
  return lack && refused(lackReason(lack))
}

/** What is missing and how to give it. */
export function lackReason(lack: Lack): string {
  const keys = lack === 'zone and year' ? 'zone: and year:' : `${lack}:`
  return `Its times carry no ${lack === 'zone and year' ? 'zone and no year' : lack}; set ${keys} for this entry of logs: in baton.yaml.`
}

function refused(reason: string): Layout {
  return { kind: 'refused', reason }
}

/** A pretty-printed document or an array, rather than lines of which each is broken. */
function opensDocument(lines: readonly string[]): boolean {
  return /^\s*(?:\{|\{\s*"[\w@.]+"\s*:\s*[[{])\s*$|^\s*\[/.test(lines[0]!)
}

function isJson(line: string): boolean {
  if (!line.trimStart().startsWith('{')) return false
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}
