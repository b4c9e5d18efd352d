import { Command, Option } from 'commander'

import type { Profile } from '../domain/redacted.ts'
import { documentStream, textStream } from '../redaction/stream.ts'
import { createOutput, input } from './filter.ts'
import { utf8Decoder } from './redact/decode.ts'
import { openRedactor, type RedactorOptions } from './redact/redactor.ts'

const chunkSize = 65_536
const progressMs = 1_000
const idleMs = 500
const help = `
Both profiles find structured values: e-mail, card, IBAN, IP and MAC address, national id, token, password, key ...
--profile log keeps ids, durations, versions and times readable, and takes a name only from a field that bears it.
--profile text, for tickets, chat and mail, also looks for names, addresses, organisations and places, by the words around
them and by lists of names. It does not find all of them and takes a few words for names: docs/benchmarks.md has the figures.
What somebody must not read should be named as a known value: --incident hides all that Baton learnt in that incident from
the ticket, the alert and the logs, in any case and in parts, and gives the tokens that the agent sees there. It reads the
home of baton.yaml and keeps nothing of what it reads.

Without --incident tokens such as «email:7Q3fK2abXk9sLm2P» are the same for the same value within one run and differ
between runs: they cannot be compared, or turned back, later. One of another run is text like any other and loses its «».
A baton.yaml in this folder, or named by --config or
BATON_CONFIG, adds its redaction rules and the names that stay readable; none is needed.

Documents leave line by line. Text leaves in blocks of some 128 KB and at the end, and under --profile log whenever nothing
comes for half a second.
--format ndjson keeps the keys of each document, their order and the digits of numbers. Of a key that is written twice the
last one stays. A line that is no JSON is treated as text; an object nested over 200 deep is cut there.

--report counts by class, and besides
  sanitised   hidden characters (terminal escapes, bidi, zero-width, private use) that were taken out
  malformed   lines that were no JSON under --format ndjson
  undecoded   places where the input was no UTF-8; U+FFFD stands there
  withheld    parts on which the redactor failed: a document becomes {"withheld":true}, a block of text one line

The exit code is 0 when everything was redacted, 1 when something was withheld or could not be read or written.

Examples:
  $ baton redact --profile log --report < app.log > app.redacted.log
  $ kubectl logs deploy/auth | baton redact --format ndjson | less
  $ baton redact --profile text --incident INC-1NG7S3GAWK < ticket.md
`

interface Options extends RedactorOptions {
  readonly profile: Profile
  readonly format: 'text' | 'ndjson'
  readonly report?: true
}

/** `baton redact`: the engine as a filter from standard input to standard output. */
export function command(): Command {
  return new Command('baton redact')
    .description('Replace personal data and secrets on standard input by tokens.')
    .addOption(
      new Option('--profile <profile>', 'log keeps ids and durations; text also looks for names')
        .choices(['log', 'text'])
        .default('log'),
    )
    .addOption(
      new Option('--format <format>', 'ndjson takes one JSON document a line')
        .choices(['text', 'ndjson'])
        .default('text'),
    )
    .option('--report', 'write counts by class to standard error')
    .option('--incident <id>', 'hide what is known in that incident, with its tokens')
    .option('--config <file>', 'baton.yaml whose rules of redaction hold')
    .addHelpText('after', help)
    .action((options: Options) => redact(options))
}

async function redact(options: Options): Promise<void> {
  const totals = new Map<string, number>()
  const count = (name: string, found: number): void => {
    totals.set(name, (totals.get(name) ?? 0) + found)
  }
  const { profile, format, incident = null, report } = options
  const { redactor, close } = await openRedactor(options)
  const make = format === 'ndjson' ? documentStream : textStream
  const stream = make({ redactor, incident, profile, count })
  const decoder = utf8Decoder((replaced) => count('undecoded', replaced))
  const output = createOutput()
  const progress = createProgress()
  const idle = setTimeout(() => void output.write(stream.flush()), idleMs)

  try {
    for await (const chunk of input()) {
      for (let from = 0; from < chunk.length; from += chunkSize) {
        const piece = chunk.subarray(from, from + chunkSize)
        if (!(await output.write(stream.push(decoder.write(piece))))) return
        progress.add(piece.length)
        idle.refresh()
      }
    }
    if (!(await output.write(stream.push(decoder.end()) + stream.end()))) return
  } finally {
    clearTimeout(idle)
    progress.end()
    close()
  }
  if (report) process.stderr.write(reportOf(totals))
  const withheld = totals.get('withheld') ?? 0
  if (withheld > 0) {
    process.stderr.write(`baton: ${withheld} parts could not be redacted and are withheld.\n`)
    process.exitCode = 1
  }
}

/** Says on a terminal how far it is, where the output does not go there too. */
function createProgress(): { add(bytes: number): void; end(): void } {
  const isSeen = process.stderr.isTTY && !process.stdout.isTTY && !process.stdin.isTTY
  let bytes = 0
  let shownAt = performance.now()
  let shown = false
  return {
    add(more) {
      bytes += more
      if (!isSeen || performance.now() - shownAt < progressMs) return
      shownAt = performance.now()
      shown = true
      process.stderr.write(`\r${(bytes / 1e6).toFixed(0)} MB `)
    },
    end: () => void (shown && process.stderr.write('\r\u001b[K')),
  }
}

function reportOf(totals: ReadonlyMap<string, number>): string {
  return [...totals]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, found]) => `${name} ${found}\n`)
    .join('')
}
