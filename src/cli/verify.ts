import { readFileSync } from 'node:fs'

import { Command } from 'commander'

import { intactRule } from '../adapters/sqlite/failure.ts'
import { openSqliteEvidence } from '../adapters/sqlite/evidence.ts'
import { openRecordSigner } from '../adapters/sqlite/signer.ts'
import { HandoffError } from '../domain/error.ts'
import type { RecordEvidence } from '../ports/entry-storage.ts'
import {
  type Checkpoint,
  findCheckpoints,
  formatVerifierKey,
  homeKey,
  parseVerifierKey,
  type VerifierKey,
} from '../record/checkpoint.ts'
import { broken, type Step, type Verdict } from '../record/verdict.ts'
import { verifyRecord } from '../record/verify.ts'

interface Options {
  readonly home?: string
  readonly trust?: string
  readonly checkpoint?: readonly string[]
  readonly json?: boolean
  readonly printKey?: boolean
}

/** What `baton verify` found; `key` is the verifier key used, `trusted` whether the caller named it. */
export interface Report extends Verdict {
  readonly key: string | null
  readonly trusted: boolean
}

const exitCodes = { sound: 0, broken: 1, unacceptable: 2 } as const

/** `baton verify`: exits 0 when the record is whole, 1 when it is broken, 2 when it cannot be judged. */
export function command(): Command {
  return new Command('baton verify')
    .description(
      'Proves offline that the record was neither edited, cut nor rewritten. Changes nothing.',
    )
    .option('--home <folder>', 'home folder that holds the record')
    .option('--trust <key>', 'verifier key to trust, or a file that holds it')
    .option(
      '--checkpoint <file>',
      'packet, ticket or note with a checkpoint that was kept elsewhere; may be repeated',
      (file: string, files: readonly string[] | undefined) => [...(files ?? []), file],
    )
    .option('--json', 'print the findings as JSON')
    .option('--print-key', "print the home's verifier key alone, to be kept elsewhere")
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
`

async function run(options: Options): Promise<number> {
  try {
    const home = options.home ?? (await configuredHome())
    if (options.printKey) {
      process.stdout.write(`${printedKey(home)}\n`)
      return exitCodes.sound
    }
    const report = verifyHome({
      home,
      trust: options.trust === undefined ? null : trustedKey(options.trust),
      outside: (options.checkpoint ?? []).flatMap(checkpointsIn),
    })
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : inWords(report))
    return exitCodes[report.outcome]
  } catch (error) {
    if (!(error instanceof HandoffError)) throw error
    if (options.json) {
      const { code, message, hint } = error
      process.stdout.write(`${JSON.stringify({ outcome: 'unacceptable', code, message, hint })}\n`)
    } else
      process.stderr.write(
        [error.message, error.hint, ''].filter((line) => line !== undefined).join('\n'),
      )
    return exitCodes.unacceptable
  }
}

/** Judges the record of a home. Throws NOT_FOUND when nothing is there to judge, UPSTREAM when it is out of reach. */
export function verifyHome(question: {
  readonly home: string
  readonly trust: VerifierKey | null
  readonly outside: readonly Checkpoint[]
}): Report {
  const { home, trust, outside } = question
  const key = trust ?? ownKey(home)
  const about = { key: key && formatVerifierKey(key), trusted: trust !== null }
  let evidence: RecordEvidence | undefined
  try {
    evidence = openSqliteEvidence(home)
    if (!evidence && outside.length === 0) {
      throw new HandoffError('NOT_FOUND', 'There is no record here.', {
        hint: 'Name its home with --home or BATON_HOME.',
      })
    }
    return { ...verifyRecord({ evidence: evidence ?? nothing, key, outside }), ...about }
  } catch (error) {
    if (!(error instanceof HandoffError) || error.rule !== intactRule) throw error
    const findings = [broken('storage', 'its file is damaged')]
    return { outcome: 'broken', entries: 0, findings, ...about }
  } finally {
    evidence?.close()
  }
}

const nothing: RecordEvidence = {
  head: null,
  entries: () => [],
  faults: () => [],
  close: () => undefined,
}

function ownKey(home: string): VerifierKey | null {
  const publicKey = openRecordSigner(home).publicKey(false)
  return publicKey ? homeKey(publicKey) : null
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

const words: Readonly<Record<Step, string>> = {
  storage: 'The file is sound and holds only what Baton put there',
  sequence: 'The entries are numbered from 1 without a gap',
  order: 'Times and ids never run back',
  bodies: 'Each body is the one that was recorded',
  leaves: 'Each entry is the one that was recorded',
  head: 'The record ends where its checkpoint says',
  root: 'The entries lead to the root that was signed',
  signature: 'The checkpoint was signed with the trusted key',
  outside: 'The checkpoints kept elsewhere are a part of it',
}

const outcomes = {
  sound: 'The record is whole.',
  broken: 'The record is BROKEN.',
  unacceptable: 'Nothing contradicts the record, but it does not prove what was asked.',
} as const

function inWords({ findings, entries, key, trusted, outcome }: Report): string {
  const lines = findings.map(({ step, ok, entry, reason }) => {
    const where = entry === undefined ? '' : `entry ${entry}: `
    return ok ? `  ok    ${words[step]}` : `  FAIL  ${words[step]}: ${where}${reason ?? ''}`
  })
  const counted = `${entries} ${entries === 1 ? 'entry' : 'entries'}`
  const own =
    'This used the key that lies in the home itself, which proves less: whoever could rewrite the record could replace it too.'
  return [
    ...lines,
    '',
    `${outcomes[outcome]} ${counted}.`,
    ...(key === null ? [] : [`Key: ${key}`]),
    ...(trusted || key === null
      ? []
      : [own, 'Keep the key elsewhere (--print-key) and give it with --trust.']),
    '',
  ].join('\n')
}
