import { writeFileSync } from 'node:fs'

import { Command } from 'commander'

import { HandoffError } from '../domain/error.ts'
import { type ExportHouse, here, type Office } from './export/house.ts'
import { proofOf } from './export/proof.ts'
import { exitCodeOf, type Report, textOf } from './export/report.ts'
import { type Bounds, spanOf } from './export/span.ts'

interface Options extends Bounds {
  readonly ungranted?: boolean
  readonly changes?: boolean
  readonly json?: boolean
  readonly out?: string
  readonly force?: boolean
}

const help = `
--ungranted: what the configured sources of changes report of production now, against the grants of the record. A row is
"ungranted", "unclear" with the reason, "granted" where that was under break-glass, or "not known" for a source that did
not answer. Without --incident and --from it looks at the last 24 hours. At most 31 days.
--changes: every change and publication that was asked for, with who decided, what became of it and the digest that was signed.

The record is verified first, with the home's own key; baton verify --trust proves more. CSV as RFC 4180 says; a cell that
a spreadsheet would take for a formula begins with an apostrophe. Personal data is hidden as in every answer.

Exit codes: 0 complete, 1 the record is broken or the command failed, 2 incomplete: a source or the record cannot be read.

Examples:
  baton export --ungranted --incident INC-1NG7S3GAWK
  baton export --ungranted --from 2026-11-01T00:00Z --to 2026-12-01T00:00Z --out ungranted.csv
  baton export --changes --json
`

/** `baton export`: registers for an auditor, from the record and what the vendors report. */
export function command(office: Office = here): Command {
  return new Command('baton export')
    .description('Writes what an auditor asks for as CSV. Changes nothing.')
    .option('--ungranted', 'changes of production without a grant on the record')
    .option('--changes', 'the change register')
    .option('--incident <id>', 'of this incident alone, such as INC-1NG7S3GAWK')
    .option('--from <instant>', 'start, such as 2026-11-23T06:00Z')
    .option('--to <instant>', 'end, excluded')
    .option('--json', 'JSON with a head of facts instead of CSV')
    .option('--out <file>', 'write there instead of standard output')
    .option('--force', 'let --out replace a file')
    .addHelpText('after', help)
    .action(async (options: Options) => {
      process.exitCode = await run(office, options)
    })
}

async function run(office: Office, options: Options): Promise<number> {
  if ((options.ungranted === true) === (options.changes === true)) {
    throw new HandoffError('INVALID_INPUT', 'It is either --ungranted or --changes.', {
      hint: 'Give one of them; baton export --help has examples.',
    })
  }
  const house = await office.open()
  try {
    const proof = proofOf(house.config.home)
    const report = await reportOf(house, options, proof)
    const text = textOf(report, options.json === true)
    if (options.out === undefined) office.print(text)
    else write(options.out, text, options.force === true)
    office.warn(`${report.summary}${proof.reason === null ? '' : ` Record: ${proof.reason}`}\n`)
    return exitCodeOf(report, proof)
  } finally {
    await house.close()
  }
}

async function reportOf(
  house: ExportHouse,
  options: Options,
  proof: ReturnType<typeof proofOf>,
): Promise<Report> {
  const incident = options.incident === undefined ? null : house.casebook.incident(options.incident)
  const nowMs = house.clock.nowMs()
  if (options.ungranted === true) {
    const { ungrantedReport } = await import('./export/ungranted.ts')
    return ungrantedReport(house, incident, spanOf(options, incident, nowMs), proof)
  }
  const { changesReport } = await import('./export/changes.ts')
  const isBounded = options.from !== undefined || options.to !== undefined
  const window = isBounded ? spanOf(options, incident, nowMs) : null
  return changesReport(house, incident, window, proof)
}

function write(file: string, text: string, force: boolean): void {
  try {
    writeFileSync(file, text, { flag: force ? 'w' : 'wx', mode: 0o600 })
  } catch (cause) {
    throw new HandoffError('INVALID_INPUT', 'The file given with --out cannot be written.', {
      hint: 'Name a file that does not exist yet in a folder that can be written, or add --force.',
      cause,
    })
  }
}
