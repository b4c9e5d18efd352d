import type { Defaults } from '../../domain/logs/document-event.ts'
import { isDocument } from '../../domain/logs/document.ts'
import { readAll, recordsOf } from './document-lines.ts'
import type { OpenLog } from './open-log.ts'
import type { Leavings, Scan } from './scan.ts'
import { type Place, timeOf } from './stamp.ts'
import { lackReason } from './detect.ts'

const largestDocument = 64 * 1024 * 1024

/** Reads a file that is one JSON document: an OTLP export, one record, or an array of records. */
export async function scanDocument(
  log: OpenLog,
  name: string,
  place: Place,
  entry: Defaults,
  scan: Scan,
): Promise<Leavings> {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of log.bytes(0, log.size)) {
    const why = scan.stop()
    if (why !== undefined) return left(name, `Stopped after ${size} of ${log.size} bytes: ${why}.`)
    parts.push(Buffer.from(chunk))
    size += chunk.length
    if (size > largestDocument) {
      return left(name, 'It is one JSON document of more than 64 MiB; write one record a line.')
    }
  }
  const parsed = parse(Buffer.concat(parts).toString('utf8'))
  if (parsed === undefined) return left(name, 'It is not valid JSON; it may be truncated.')
  const records = (Array.isArray(parsed) ? parsed : [parsed])
    .filter(isDocument)
    .flatMap((document) => recordsOf(document, {}, scan.spans))
  const lack = records
    .map(({ document }) => timeOf(document, place))
    .find((at) => typeof at === 'string')
  if (lack !== undefined) return left(name, lackReason(lack))
  const events = readAll(records, place, entry, scan.window)
  if (typeof events === 'object') for (const [i, event] of events.entries()) scan.take(event, i)
  const undated = records.filter(({ document }) => timeOf(document, place) === undefined).length
  return undated > 0
    ? left(name, `${undated} records without a usable time were left out.`)
    : { broken: 0, gaps: [] }
}

function left(name: string, reason: string): Leavings {
  return { broken: 0, gaps: [{ source: name, reason }] }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
