import { StringDecoder } from 'node:string_decoder'

import { Command, Option } from 'commander'

import type { Profile } from '../domain/redacted.ts'
import type { RedactionReport } from '../ports/redactor.ts'
import { createMemoryVault } from '../redaction/memory-vault.ts'
import { createRedactor } from '../redaction/redactor.ts'
import { documentStream, textStream } from '../redaction/stream.ts'

const chunkSize = 65_536
const help = `
Structured values (e-mail, card, IP, token, password ...) are found in both profiles.
Names are found only by --profile text, and only where the words around them say so:
"Dear John Miller", "my name is ...", "name": "...". The log profile leaves
"Dear John Miller" as it is; neither knows a name that stands alone.

Tokens such as «email:7Q3fK2abXk9sLm2P» are the same for the same value within one run
and differ between runs: they cannot be compared, or turned back, later.

--report counts by class, and besides: "sanitised", the hidden characters (terminal
escapes, bidi, zero-width, private use) that were taken out, and "malformed", the lines
that were no JSON under --format ndjson and were treated as text.

Example:
  $ baton redact --profile log --report < app.log > app.redacted.log
`

interface Options {
  readonly profile: Profile
  readonly format: 'text' | 'ndjson'
  readonly report?: true
}

/** `baton redact`: the engine as a filter. Needs no configuration; its tokens hold for one run. */
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
    .addHelpText('after', help)
    .action((options: Options) => redact(options))
}

async function redact(options: Options): Promise<void> {
  const totals = new Map<string, number>()
  const count = (report: RedactionReport): void => {
    for (const [name, found] of Object.entries({ ...report.hidden, sanitised: report.sanitised })) {
      totals.set(name, (totals.get(name) ?? 0) + found)
    }
  }
  // Nobody resolves tokens of a filter, so their values are not kept.
  const forgets = (): void => undefined
  const vault = { ...createMemoryVault(), seal: forgets, sealAll: forgets }
  const redactor = createRedactor({ vault, readable: [] })
  const make = options.format === 'ndjson' ? documentStream : textStream
  const stream = make(redactor, options.profile, count, () => {
    totals.set('malformed', (totals.get('malformed') ?? 0) + 1)
  })
  const output = createOutput()

  const decoder = new StringDecoder('utf8')
  for await (const chunk of process.stdin) {
    for (let from = 0; from < (chunk as Buffer).length; from += chunkSize) {
      const part = (chunk as Buffer).subarray(from, from + chunkSize)
      if (!(await output.write(stream.push(decoder.write(part))))) return
    }
  }
  if (!(await output.write(stream.push(decoder.end()) + stream.end()))) return
  if (options.report) process.stderr.write(reportOf(totals))
}

/** Writes with back-pressure; false once the reader has gone, which is no error of ours. */
function createOutput(): { write(text: string): Promise<boolean> } {
  let open = true
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    open = false
    if (error.code !== 'EPIPE') process.exitCode = 1
  })
  return {
    async write(text) {
      if (text === '' || !open) return open
      await new Promise<void>((resolve) => {
        process.stdout.write(text, () => resolve())
      })
      return open
    },
  }
}

function reportOf(totals: ReadonlyMap<string, number>): string {
  return [...totals]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, found]) => `${name} ${found}\n`)
    .join('')
}
