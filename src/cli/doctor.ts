import { Command } from 'commander'

import { HandoffError } from '../domain/error.ts'
import { type Check, examine, type Patient } from './doctor/examine.ts'
import { inLines, outcomeOf } from './doctor/words.ts'

/** What the command touches outside itself. */
export interface Practice {
  /** Throws INVALID_INPUT for a configuration that is not valid. */
  open(): Promise<Patient & { close(): void | Promise<void> }>
  print(text: string): void
}

const here: Practice = {
  open: async () => {
    const { openHouse } = await import('../main.ts')
    return openHouse({ env: process.env, cwd: process.cwd() })
  },
  print: (text) => void process.stdout.write(`${text}\n`),
}

interface Options {
  readonly json?: boolean
}

/** `baton doctor`: exits 0 when nothing failed, 1 otherwise. */
export function command(practice: Practice = here): Command {
  return new Command('baton doctor')
    .description(
      'Looks at every configured source of logs and changes, the trust folder, the record and the notices. Changes nothing.',
    )
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', help)
    .action(async ({ json }: Options) => {
      const checks = await examined(practice)
      const outcome = outcomeOf(checks)
      practice.print(json ? JSON.stringify({ outcome, checks }, null, 2) : inLines(checks))
      if (outcome === 'failed') process.exitCode = 1
    })
}

const help = `
A line is ok, warning or failed. Credentials that may write to a cluster are failed: Baton reads with such that may only read.

Exit codes: 0 nothing failed, 1 something did.

Example:
  baton doctor
  baton doctor --json
`

async function examined(practice: Practice): Promise<readonly Check[]> {
  try {
    const house = await practice.open()
    try {
      return await examine(house)
    } finally {
      await house.close()
    }
  } catch (error) {
    if (!(error instanceof HandoffError)) throw error
    const { message, hint } = error
    const words = hint === undefined ? message : `${message} ${hint}`
    return [{ about: 'configuration', source: 'baton.yaml', state: 'failed', message: words }]
  }
}
