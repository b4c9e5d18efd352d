import { failAt } from './fault.ts'
import { readInstant } from './instant.ts'
import type { Line } from './lines.ts'
import { countOf, type CountSeries, mostBins } from './series.ts'

const example = '{"id":"a","start":"2026-11-23T06:00:00Z","binSeconds":60,"counts":[3,2,4]}'
const hint = `Write one series a line, such as ${example}.`
const mostIdCharacters = 500
const weekSeconds = 7 * 86_400

/** Each line's series as it is read. Throws INVALID_INPUT naming the line. */
export async function* readNdjson(lines: AsyncIterable<Line>): AsyncGenerator<CountSeries> {
  for await (const { number, text } of lines) yield seriesOf(number, text)
}

function seriesOf(line: number, text: string): CountSeries {
  const { id = null, start, binSeconds, counts } = objectOf(line, text)
  if (!isId(id)) failAt(line, 'id is no text of up to 500 characters and no number.', hint)
  const startMs =
    typeof start === 'string' || typeof start === 'number' ? readInstant(String(start)) : undefined
  if (startMs === undefined) failAt(line, 'start is no instant.', hint)
  if (typeof binSeconds !== 'number' || !(binSeconds > 0 && binSeconds <= weekSeconds)) {
    failAt(line, 'binSeconds is no number above 0, a week at most.', hint)
  }
  if (!Array.isArray(counts)) failAt(line, 'counts is no list.', hint)
  if (counts.length > mostBins) failAt(line, 'It has more than 100,000 counts.', 'Cut the series.')
  const numbers = counts.map((count) => countOf(count, line))
  return { id, startMs, binMs: binSeconds * 1_000, counts: numbers }
}

function objectOf(line: number, text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    failAt(line, 'It is no JSON.', hint)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    failAt(line, 'It is no JSON object.', hint)
  }
  return value as Readonly<Record<string, unknown>>
}

function isId(id: unknown): id is string | number | null {
  return (
    id === null ||
    typeof id === 'number' ||
    (typeof id === 'string' && id.length <= mostIdCharacters)
  )
}
