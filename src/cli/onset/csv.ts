import { failAt } from './fault.ts'
import { readInstant } from './instant.ts'
import type { Line } from './lines.ts'
import { countOf, type CountSeries, mostBins } from './series.ts'

interface Row {
  readonly line: number
  readonly ms: number
  readonly count: number
}

/** A timestamp may stand this share of a bin away from the grid: clocks that write seconds are never quite even. */
const slack = 0.05

const columns = /^\s*"?([^",;\t]*)"?\s*[,;\t]\s*"?([^",;\t]*)"?\s*$/

/** The one series of `timestamp,count` lines; bins that are missing count zero. Throws INVALID_INPUT naming the line. */
export async function* readCsv(
  lines: AsyncIterable<Line>,
  id: string,
  binMs: number | null,
): AsyncGenerator<CountSeries> {
  const rows: Row[] = []
  let isFirst = true
  for await (const line of lines) {
    const row = rowOf(line, isFirst)
    isFirst = false
    if (row === undefined) continue
    rows.push(row)
    if (rows.length > mostBins) {
      failAt(
        line.number,
        'There are more than 100,000 lines.',
        'Cut the window or count by longer bins.',
      )
    }
  }
  if (rows.length === 0) failAt(null, 'There is no line of counts.', 'See baton onset --help.')
  rows.sort((a, b) => a.ms - b.ms)
  yield binMs === null ? onGrid(rows, id) : inBins(rows, id, binMs)
}

function rowOf({ number, text }: Line, mayBeHeader: boolean): Row | undefined {
  const [, time = '', count = ''] = columns.exec(text) ?? []
  const ms = readInstant(time.trim())
  if (ms === undefined && mayBeHeader && !/^\d/.test(text.trim())) return undefined
  if (ms === undefined) {
    failAt(
      number,
      'It does not begin with a timestamp and a comma.',
      'Write 2026-11-23T07:00:00Z,12 or seconds or milliseconds since 1970.',
    )
  }
  const value = count.trim() === '' ? undefined : Number(count.trim())
  return { line: number, ms, count: countOf(value, number) }
}

/** Each line lies in the bin that its timestamp falls into, counted from the whole bins of the epoch. */
function inBins(rows: readonly Row[], id: string, binMs: number): CountSeries {
  const startMs = Math.floor(rows[0]!.ms / binMs) * binMs
  return filled(rows, id, startMs, binMs, (row) => Math.floor((row.ms - startMs) / binMs))
}

function onGrid(rows: readonly Row[], id: string): CountSeries {
  const startMs = rows[0]!.ms
  const step = smallestStep(rows)
  let place = 0
  let last = startMs
  const placeOf = ({ ms, line }: Row): number => {
    const steps = (ms - last) / step
    const whole = Math.round(steps)
    if (Math.abs(steps - whole) > slack) {
      failAt(
        line,
        'Its timestamp does not stand on the grid of the others.',
        'Give --bin, for example --bin 1m: lines of the same bin are added up.',
      )
    }
    last = ms
    return (place += whole)
  }
  const series = filled(rows, id, startMs, step, placeOf)
  // The clock's unevenness must not add up: a bin is as long as all steps are on average.
  return { ...series, binMs: (last - startMs) / place }
}

function smallestStep(rows: readonly Row[]): number {
  let step = Infinity
  for (let i = 1; i < rows.length; i++) {
    const gap = rows[i]!.ms - rows[i - 1]!.ms
    if (gap > 0) step = Math.min(step, gap)
  }
  if (step === Infinity) {
    failAt(null, 'One timestamp alone does not tell how long a bin is.', 'Give --bin 1m.')
  }
  return step
}

function filled(
  rows: readonly Row[],
  id: string,
  startMs: number,
  binMs: number,
  placeOf: (row: Row) => number,
): CountSeries {
  const counts: number[] = []
  for (const row of rows) {
    const place = placeOf(row)
    if (place >= mostBins) {
      failAt(
        row.line,
        'The lines span more than 100,000 bins.',
        'Cut the window, or give --bin with a longer bin.',
      )
    }
    while (counts.length <= place) counts.push(0)
    counts[place]! += row.count
  }
  return { id, startMs, binMs, counts }
}
