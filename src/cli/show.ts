import { writeFileSync } from 'node:fs'

import { Command } from 'commander'

import { decisionNamespace } from '../domain/decision.ts'
import { HandoffError } from '../domain/error.ts'
import type { ChangeRequest } from '../domain/request.ts'
import { cardText } from './decide/card.ts'
import { type Approval, here, inHouse } from './decide/house.ts'
import { exact } from './decide/plain.ts'

/** `baton show`: one request in full, and its decision for somebody who checks the signature without Baton. */
export function command(approval: Approval = here): Command {
  return new Command('baton show')
    .description('Shows one request in full: what exactly changes, who asked, what undoes it.')
    .argument('<request>', 'request id, such as REQ-0SXK2F7Q3F')
    .option('--export <file>', 'write the signed statement there and its signature to FILE.sig')
    .addHelpText('after', '\nExample: baton show REQ-0SXK2F7Q3F --export decision')
    .action(async (id: string, options: { readonly export?: string }) => {
      await inHouse(approval, async ({ casebook, changes, clock }) => {
        const request = casebook.request(id)
        const { digest } = request.proposal
        approval.print(cardText(await changes.view(id), digest, clock.nowMs()))
        if (options.export !== undefined) approval.print(exported(request, options.export))
      })
    })
}

function exported({ decision }: ChangeRequest, file: string): string {
  if (decision === null) {
    throw new HandoffError('NOT_FOUND', 'Nobody has decided about this request.', {
      hint: 'Export it after a decision.',
    })
  }
  try {
    writeFileSync(file, decision.statement, { flag: 'wx', mode: 0o600 })
    writeFileSync(`${file}.sig`, decision.signature, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    throw new HandoffError('INVALID_INPUT', 'The decision cannot be written there.', {
      hint: 'Name a new file in a folder that exists.',
      cause,
    })
  }
  const approver = exact(decision.approver)
  return [
    '',
    `Written, with its signature beside it. With a line "${approver} ssh-ed25519 AAAA..." in allowed_signers check it by:`,
    `ssh-keygen -Y verify -f allowed_signers -I ${approver} -n ${decisionNamespace} -s ${exact(file)}.sig < ${exact(file)}`,
  ].join('\n')
}
