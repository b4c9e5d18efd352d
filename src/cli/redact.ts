import { StringDecoder } from 'node:string_decoder'

import { Command, Option } from 'commander'

import type { Profile } from '../domain/redacted.ts'
import type { RedactionReport } from '../ports/redactor.ts'
import { createMemoryVault } from '../redaction/memory-vault.ts'
import { createRedactor } from '../redaction/redactor.ts'
import { documentStream, textStream } from '../redaction/stream.ts'

const chunkSize = 65_536

interface Options {
  readonly profile: Profile
  readonly format: 'text' | 'ndjson'
  readonly report?: true
}

/** `baton redact`: the engine as a filter. Needs no configuration; its tokens hold for one run. */
export function command(): Command {
  return new Command('redact')
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
    .addHelpText(
      'after',
      '\nExample:\n  $ baton redact --profile log --report < app.log > app.redacted.log\n',
    )
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
  const vault = { ...createMemoryVault(), seal: () => undefined }
  const redactor = createRedactor({ vault, readable: [] })
  const make = options.format === 'ndjson' ? documentStream : textStream
  const stream = make(redactor, options.profile, count)
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
