import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Command } from 'commander'

import { namespaceOf, parseAct } from '../domain/act.ts'
import { decisionNamespace } from '../domain/decision.ts'
import type { Entry } from '../domain/entry.ts'
import { HandoffError } from '../domain/error.ts'
import { stringOf } from '../domain/json.ts'
import { minuteOf } from '../domain/time.ts'
import { type Approval, here, inHouse } from './decide/house.ts'
import { exact, plain } from './decide/plain.ts'

/** Something that a person signed, as the record holds it. */
interface SignedEntry {
  readonly entry: Entry
  readonly by: string
  readonly statement: string
  readonly signature: string
  readonly namespace: string
}

/** `baton signed`: everything people signed about an incident, for somebody who checks the signatures without Baton. */
export function command(approval: Approval = here): Command {
  return new Command('baton signed')
    .description('Lists what people signed about an incident, oldest first. Changes nothing.')
    .argument('<incident>', 'incident id, such as INC-1NG7S3GAWK')
    .option('--export <folder>', 'write each statement there and its signature to FILE.sig')
    .addHelpText('after', '\nExample: baton signed INC-1NG7S3GAWK --export signatures')
    .action(async (id: string, options: { readonly export?: string }) => {
      await inHouse(approval, ({ casebook }) => {
        const signed = casebook.entries(casebook.incident(id).id).flatMap(signedIn)
        approval.print(signed.map(line).join('\n') || 'Nobody has signed anything yet.')
        if (options.export !== undefined) approval.print(exported(signed, options.export))
        return Promise.resolve()
      })
    })
}

function signedIn(entry: Entry): readonly SignedEntry[] {
  const statement = stringOf(entry.body?.['statement'])
  const signature = stringOf(entry.body?.['signature'])
  if (statement === '' || signature === '') return []
  const by = stringOf(entry.body?.['by'] ?? entry.body?.['approver'])
  return [{ entry, by, statement, signature, namespace: namespaceIn(entry, statement) }]
}

/** A statement that is none was put there by something else than Baton; its signature fits no namespace. */
function namespaceIn({ kind }: Entry, statement: string): string {
  if (kind === 'change.decided') return decisionNamespace
  try {
    return namespaceOf(parseAct(statement).act)
  } catch {
    return 'unknown'
  }
}

function line({ entry, by, namespace }: SignedEntry): string {
  const why = plain(stringOf(entry.body?.['reason'] ?? entry.body?.['readBack']), 200)
  return `entry ${entry.seq}  ${minuteOf(entry.at)}  ${entry.kind}  ${exact(by)}  ${namespace}  "${why}"`
}

function exported(signed: readonly SignedEntry[], folder: string): string {
  try {
    mkdirSync(folder, { recursive: true })
    for (const { entry, statement, signature } of signed) {
      const file = join(folder, `${entry.seq}-${entry.kind}`)
      writeFileSync(file, statement, { flag: 'wx', mode: 0o600 })
      writeFileSync(`${file}.sig`, signature, { flag: 'wx', mode: 0o600 })
    }
  } catch (cause) {
    throw new HandoffError('INVALID_INPUT', 'The statements cannot be written there.', {
      hint: 'Name a new folder.',
      cause,
    })
  }
  return [
    '',
    'Written. With a line "PERSON ssh-ed25519 AAAA..." in allowed_signers check each by:',
    'ssh-keygen -Y verify -f allowed_signers -I PERSON -n NAMESPACE -s FILE.sig < FILE',
  ].join('\n')
}
