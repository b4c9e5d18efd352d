import { Command, Option } from 'commander'

import { onsetOfCounts } from '../domain/onset.ts'
import { durationMs, toIso } from '../domain/time.ts'
import { readCsv } from './onset/csv.ts'
import { failAt } from './onset/fault.ts'
import { linesOf } from './onset/lines.ts'
import { readNdjson } from './onset/ndjson.ts'
import type { CountSeries } from './onset/series.ts'

interface Options {
  readonly format: 'csv' | 'ndjson'
  readonly bin?: string
  readonly id?: string
}

const help = `
csv: lines "timestamp,count" of one series, in any order; a first line that begins with no timestamp is taken for a header.
A timestamp is ISO 8601, or seconds or milliseconds since 1970; one without a zone is read as UTC.
The bin is the smallest step between two timestamps unless --bin says it. A bin that no line names counts zero; lines of
the same bin are added up. Without --bin, timestamps that do not stand on one grid are refused.

ndjson: one series a line, {"id","start","binSeconds","counts"}, answered as it is read.

One JSON object a series: {"id","onset","earliest","latest","end","ratio","p"}. onset is the start of the first bin in which
counts had risen, or null when no rise was found or when there are under 10 bins or 8 events; it lies between earliest and
latest with about 95 % confidence. end is null while the rise lasts. ratio is the rate during the rise over the rate before it.
A rise needs an edge: twice the rate and more than drift explains. A single odd bin is none.

At most 100,000 bins a series and 4 MB a line. The exit code is 1 when a line cannot be read; the message names it.

Examples:
  $ printf 'timestamp,count\\n2026-11-23T06:00:00Z,3\\n2026-11-23T06:01:00Z,2\\n...' | baton onset
  $ baton onset --bin 5m < errors.csv
  $ baton onset --format ndjson < series.ndjson | jq 'select(.onset)'
`

/** `baton onset`: when counts on standard input began to rise. */
export function command(): Command {
  return new Command('baton onset')
    .description('Finds when the counts on standard input began to rise.')
    .addOption(
      new Option('--format <format>', 'csv is one series, ndjson one series a line')
        .choices(['csv', 'ndjson'])
        .default('csv'),
    )
    .option('--bin <duration>', 'length of a csv bin, such as 30s, 5m or 1h')
    .option('--id <id>', 'what the answer for csv is called', 'stdin')
    .addHelpText('after', help)
    .action((options: Options) => onset(options))
}

async function onset({ format, bin, id = 'stdin' }: Options): Promise<void> {
  let open = true
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    open = false
    if (error.code !== 'EPIPE') process.exitCode = 1
  })
  const lines = linesOf(process.stdin)
  const series = format === 'csv' ? readCsv(lines, id, binOf(bin)) : readNdjson(lines)
  for await (const one of series) {
    if (!open) return
    const text = `${JSON.stringify(answerOf(one))}\n`
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()))
  }
}

function binOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const ms = durationMs(text)
  if (ms === undefined || ms === 0) failAt(null, '--bin is no duration.', 'Write 30s, 5m or 1h.')
  return ms
}

function answerOf({ id, startMs, binMs, counts }: CountSeries): object {
  const found = onsetOfCounts(counts, { startMs, bucketMs: binMs })
  if (!found.found) {
    return { id, onset: null, earliest: null, latest: null, end: null, ratio: null, p: null }
  }
  return {
    id,
    onset: toIso(found.atMs),
    earliest: toIso(found.earliestMs),
    latest: toIso(found.latestMs),
    end: found.endMs === null ? null : toIso(found.endMs),
    ratio: Number(found.ratio.toPrecision(4)),
    p: Number(found.p.toPrecision(3)),
  }
}
