import { Command, InvalidArgumentError, Option } from 'commander'

import { createOutput, input } from './filter.ts'
import { assignLines } from './patterns/assign.ts'
import { linesOf } from './patterns/lines.ts'
import { mineLines } from './patterns/mine.ts'
import { jsonOf, tableOf } from './patterns/report.ts'
import { openSpool } from './patterns/spool.ts'
import { openRedactor } from './redact/redactor.ts'

const shownByDefault = 30
const help = `
Lines that say the same with other values are one pattern: numbers, ids, addresses, paths, sizes and dates are values from the
start, other words when a place takes many of them. <*> stands for a value. One setting serves all logs; there is nothing to tune.

A plain line's time, host, level, thread and component are no part of its message. Of a JSON document the message counts, as in
query_logs. Frames of a stack trace and the inside of a key belong to the line before them. The first 1,024 characters and 64
words of a message count; a line over 256 KB is cut.

Every line is read, none is sampled, and an id is the same wherever its template is. Memory is bounded: where more than 8,192
kinds of lines come that have nothing in common, rare ones are brought together, and the answer says so.

What comes out is redacted like baton redact --profile log, with the rules of baton.yaml where there is one. A template holds no
word that its example does not show. first and last are numbers of lines.

--assign needs the input twice, since the last line may still change a pattern: it is kept meanwhile in a file of TMPDIR that only
you can read, and that has no name, so nothing is written before the input ends.

Examples:
  $ baton patterns < app.log
  $ kubectl logs deploy/auth | baton patterns --json | jq '.patterns[] | [.id, .count, .template]'
  $ baton patterns --assign < app.log | grep ^P-1c2d3e
`

interface Options {
  readonly json?: true
  readonly assign?: true
  readonly top?: number
  readonly config?: string
}

/** `baton patterns`: the miner of query_logs as a filter over standard input. */
export function command(): Command {
  return new Command('baton patterns')
    .description('Find the patterns of the messages on standard input.')
    .option('--json', 'one JSON object instead of a table')
    .addOption(
      new Option(
        '--assign',
        'write each line, in order, behind the id of its pattern and a tab',
      ).conflicts('json'),
    )
    .option('--top <n>', `so many patterns; ${shownByDefault} in a table, all in JSON`, countOf)
    .option('--config <file>', 'baton.yaml whose rules of redaction hold')
    .addHelpText('after', help)
    .action((options: Options) => patterns(options))
}

function countOf(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('A number from 1 on.')
  return count
}

async function patterns({ json, assign, top, config }: Options): Promise<void> {
  const { redactor, close } = await openRedactor(config === undefined ? {} : { config })
  const output = createOutput()
  const spool = assign ? openSpool() : undefined
  try {
    const found = await mineLines(
      linesOf(input(), (piece) => spool?.add(piece)),
      redactor,
    )
    if (spool) await assignLines(linesOf(spool.again()), found, redactor, output)
    else if (json) await output.write(jsonOf(found, top ?? Infinity, redactor))
    else await output.write(tableOf(found, top ?? shownByDefault, redactor))
  } finally {
    spool?.close()
    close()
  }
}
