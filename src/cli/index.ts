import { existsSync } from 'node:fs'

import type { Command } from 'commander'

import { HandoffError } from '../domain/error.ts'
import { endAtUncaught } from './crash.ts'

interface Verb {
  readonly summary: string
  load(): Promise<{ command(): Command | Promise<Command>; serve?: () => Promise<void> }>
}

/** One file per verb, loaded only when it is used. */
const verbs: Readonly<Record<string, Verb>> = {
  serve: {
    summary: 'speak MCP, on standard input and output or over HTTP',
    load: () => import('./serve.ts'),
  },
  inbox: { summary: 'requests that wait for a decision', load: () => import('./inbox.ts') },
  show: { summary: 'one request in full', load: () => import('./show.ts') },
  approve: { summary: 'grant a request, signed with your key', load: () => import('./approve.ts') },
  deny: { summary: 'deny a request, signed with your key', load: () => import('./deny.ts') },
  acknowledge: { summary: 'take ownership of a handoff', load: () => import('./acknowledge.ts') },
  'break-glass': {
    summary: 'change production in spite of a freeze, 30 minutes',
    load: () => import('./break-glass.ts'),
  },
  countersign: {
    summary: 'answer for a break-glass as the second person',
    load: () => import('./countersign.ts'),
  },
  severity: { summary: 'lower a severity, as its commander', load: () => import('./severity.ts') },
  command: { summary: 'hand over the command', load: () => import('./command.ts') },
  signed: { summary: 'what people signed, to be checked', load: () => import('./signed.ts') },
  verify: { summary: 'prove that the record is whole', load: () => import('./verify.ts') },
  export: {
    summary: 'registers for an auditor: changes, and those without a grant',
    load: () => import('./export.ts'),
  },
  redact: { summary: 'the redaction engine as a filter', load: () => import('./redact.ts') },
  doctor: { summary: 'what can be reached, read and trusted', load: () => import('./doctor.ts') },
  patterns: {
    summary: 'the kinds of messages among lines, as a filter',
    load: () => import('./patterns.ts'),
  },
  onset: { summary: 'when counts began to rise', load: () => import('./onset.ts') },
  lint: { summary: 'check a rendered document', load: () => import('./lint.ts') },
}

function usage(): string {
  const width = Math.max(...Object.keys(verbs).map((name) => name.length))
  const rows = Object.entries(verbs).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`,
  )
  return [
    'baton: an MCP server for product support handoffs',
    '',
    'Usage: baton <command> [options]',
    '',
    ...rows,
    '',
    'Example: baton serve',
    'Every command has --help with an example.',
    '',
  ].join('\n')
}

/** Runs one verb; sets the exit code and prints errors in our own words to standard error. */
export async function main(argv: readonly string[]): Promise<void> {
  endAtUncaught()
  standWhereTheUserStands()
  const [name = '--help', ...rest] = argv
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(usage())
    return
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (!verb) {
    process.stderr.write(`baton: there is no such command.\n\n${usage()}`)
    process.exitCode = 2
    return
  }
  try {
    const loaded = await verb.load()
    if (loaded.serve && rest.length === 0) return await loaded.serve()
    const command = await loaded.command()
    await command.parseAsync([...rest], { from: 'user' })
  } catch (error) {
    process.stderr.write(`${words(error)}\n`)
    process.exitCode = 1
  }
}

/** npm runs scripts in the package's folder; names of files and baton.yaml are meant from where the user typed. */
function standWhereTheUserStands(): void {
  const { INIT_CWD: folder, npm_lifecycle_event: script } = process.env
  if (script === 'baton' && folder !== undefined && existsSync(folder)) process.chdir(folder)
}

/** What went wrong in our own words; the text of unknown errors may hold data and is never printed. */
function words(error: unknown): string {
  if (!(error instanceof HandoffError)) return 'baton: INTERNAL: the command failed.'
  const { code, message, rule, hint } = error
  const lines = [`baton: ${code}: ${message}`]
  if (rule !== undefined) lines.push(`Rule: ${rule}`)
  if (hint !== undefined) lines.push(`Next: ${hint}`)
  return lines.join('\n')
}
