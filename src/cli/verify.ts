import { readFileSync } from 'node:fs'

import { Command } from 'commander'

import { HandoffError } from '../domain/error.ts'
import {
  type Checkpoint,
  findCheckpoints,
  formatVerifierKey,
  parseVerifierKey,
  type VerifierKey,
} from '../record/checkpoint.ts'
import { ownKey, type Report, verifyHome } from './verify/judge.ts'
import { inWords, showingInWords } from './verify/words.ts'

interface Options {
  readonly home?: string
  readonly trust?: string
  readonly checkpoint?: readonly string[]
  readonly json?: boolean
  readonly printKey?: boolean
  readonly proof?: boolean
  readonly entry?: readonly string[]
  readonly withBody?: boolean
  readonly check?: string
  readonly export?: string
}

const exitCodes = { sound: 0, broken: 1, unacceptable: 2 } as const

/** `baton verify`: exits 0 when the record is whole, 1 when it is broken, 2 when it cannot be judged. */
export function command(): Command {
  const repeated = (value: string, values: readonly string[] = []) => [...values, value]
  return new Command('baton verify')
    .description(
      'Proves offline that the record was neither edited, cut nor rewritten. Changes nothing.',
    )
    .option('--home <folder>', 'home folder that holds the record')
    .option('--trust <key>', 'verifier key to trust, or a file that holds it')
    .option(
      '--checkpoint <file>',
      'packet, ticket or note with a checkpoint that was kept elsewhere; may be repeated',
      repeated,
    )
    .option('--json', 'print the findings as JSON')
    .option('--print-key', "print the home's verifier key alone, to be kept elsewhere")
    .option(
      '--proof',
      'print as JSON the proof that each --entry is in the record and each --checkpoint a part of it',
    )
    .option('--entry <number or id>', 'entry to prove; may be repeated', repeated)
    .option('--with-body', 'let the proof say what the entries say; keep it confidential')
    .option('--check <file>', 'check a proof without the record; needs --trust')
    .option('--export <file>', 'write the record to a new file that can be verified without Baton')
    .addHelpText('after', help)
    .action(async (options: Options) => {
      process.exitCode = await run(options)
    })
}

const help = `
The key is one line, name+8 characters+base64. Print it where the server runs, as soon as there is a record,
and keep it where whoever can write the home cannot write: the home's own key proves less.

Exit codes: 0 whole, 1 broken, 2 cannot be judged.

Example:
  baton verify --print-key > baton.vkey
  baton verify --trust baton.vkey --checkpoint packet.md
  baton verify --trust baton.vkey --checkpoint packet.md --proof --entry 42 > proof.json
  baton verify --check proof.json --trust baton.vkey --checkpoint packet.md
`

async function run(options: Options): Promise<number> {
  try {
    return await perform(options)
  } catch (error) {
    if (!(error instanceof HandoffError)) throw error
    const { code, message, hint } = error
    if (options.json) printJson({ outcome: 'unacceptable', code, message, hint }, 0)
    else process.stderr.write([message, ...(hint === undefined ? [] : [hint]), ''].join('\n'))
    return exitCodes.unacceptable
  }
}

async function perform(options: Options): Promise<number> {
  refuseHalf(options)
  const trust = options.trust === undefined ? null : trustedKey(options.trust)
  const outside = (options.checkpoint ?? []).flatMap(checkpointsIn)
  if (options.check !== undefined) return check(options.check, trust, outside, options.json)
  const home = options.home ?? (await configuredHome())
  if (options.printKey) {
    process.stdout.write(`${printedKey(home)}\n`)
    return exitCodes.sound
  }
  const question = { home, trust, outside }
  if (options.proof) {
    const { prove } = await import('./verify/prove.ts')
    const { entry: entries = [], withBody = false } = options
    const { proof, ...report } = prove(question, { entries, withBody })
    if (proof) printJson(proof)
    else printReport(report, options.json)
    return exitCodes[report.outcome]
  }
  if (options.export === undefined) {
    const report = verifyHome(question)
    printReport(report, options.json)
    return exitCodes[report.outcome]
  }
  const { exportRecord } = await import('./verify/export.ts')
  const report = exportRecord(question, options.export)
  printReport(report, options.json)
  return exitCodes[report.outcome]
}

/** Options that mean something only together. */
function refuseHalf({ proof, entry, checkpoint, withBody, check: file, trust }: Options): void {
  const refuse = (message: string, hint: string) => {
    throw new HandoffError('INVALID_INPUT', message, { hint })
  }
  if ((entry || withBody) && !proof) {
    refuse('--entry and --with-body say what to prove.', 'Add --proof.')
  }
  if (proof && !entry && !checkpoint) {
    refuse('--proof needs something to prove.', 'Add --entry, --checkpoint or both.')
  }
  if (file !== undefined && trust === undefined) {
    refuse('--check needs --trust.', 'A proof cannot vouch for the key that signed it.')
  }
}

async function check(
  file: string,
  trust: VerifierKey | null,
  outside: readonly Checkpoint[],
  json = false,
): Promise<number> {
  const { parseProof } = await import('./verify/proof-file.ts')
  const { checkProof } = await import('./verify/check-proof.ts')
  const showing = checkProof(parseProof(readText(file, '--check')), trust!, outside)
  if (json) printJson(showing)
  else process.stdout.write(showingInWords(showing))
  return exitCodes[showing.outcome]
}

function printReport(report: Report, json = false): void {
  if (json) printJson(report)
  else process.stdout.write(inWords(report))
}

function printJson(value: object, indent = 2): void {
  process.stdout.write(`${JSON.stringify(value, null, indent)}\n`)
}

function printedKey(home: string): string {
  const key = ownKey(home)
  if (key) return formatVerifierKey(key)
  throw new HandoffError('NOT_FOUND', 'This home has no key.', {
    hint: 'It is made with the first entry. Name another home with --home or BATON_HOME.',
  })
}

async function configuredHome(): Promise<string> {
  const { loadConfig } = await import('../config.ts')
  return loadConfig({ env: process.env, cwd: process.cwd() }).home
}

function trustedKey(keyOrFile: string): VerifierKey {
  const key = parseVerifierKey(keyOrFile) ?? parseVerifierKey(readText(keyOrFile, '--trust'))
  if (key) return key
  throw new HandoffError('INVALID_INPUT', '--trust holds no valid verifier key.', {
    hint: 'It looks like name+8 characters+base64; baton verify --print-key prints the one of a home.',
  })
}

function checkpointsIn(file: string): readonly Checkpoint[] {
  const found = findCheckpoints(readText(file, '--checkpoint'))
  if (found.length > 0) return found
  throw new HandoffError('INVALID_INPUT', 'A file given with --checkpoint holds no checkpoint.', {
    hint: 'Give a packet, ticket or note as Baton wrote it, with the signature line.',
  })
}

function readText(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new HandoffError('INVALID_INPUT', `A file given with ${option} cannot be read.`, {
      cause,
    })
  }
}
