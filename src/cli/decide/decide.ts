import { readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import { Command } from 'commander'

import { decisionNamespace, parseStatement } from '../../domain/decision.ts'
import { HandoffError } from '../../domain/error.ts'
import { type ChangeRequest, grantLifetimeMs } from '../../domain/request.ts'
import { instantMs, toMinute } from '../../domain/time.ts'
import type { SignedDecision } from '../../guard/change/decide.ts'
import { cardText } from './card.ts'
import { type Approval, type DecisionHouse, inHouse, refuseAgent } from './house.ts'
import { exact } from './plain.ts'
import { openKey } from './sign.ts'

interface Verb {
  readonly name: 'approve' | 'deny'
  readonly decision: 'granted' | 'denied'
  readonly description: string
  readonly example: string
}

interface Options {
  readonly reason?: string
  readonly as?: string
  readonly key?: string
  readonly statement?: string
  readonly signature?: string
}

/** The command of one decision. Who decides follows from the key that signs; `--as` only says who is expected. */
export function decideCommand(verb: Verb, approval: Approval): Command {
  return new Command(`baton ${verb.name}`)
    .description(verb.description)
    .argument('<request>', 'request id, such as REQ-0SXK2F7Q3F')
    .option('--reason <text>', 'why; the agent and the record get to see it')
    .option('--as <id>', 'your id in the trust folder; the key must be yours')
    .option('--key <file>', 'SSH key that signs (default: ~/.ssh/id_ed25519)')
    .option('--statement <file>', 'write the statement there to be signed elsewhere; needs --as')
    .option('--signature <file>', 'signature by ssh-keygen -Y sign; the statement lies beside it')
    .addHelpText('after', verb.example)
    .action(async (request: string, options: Options) => {
      refuseAgent(approval)
      await inHouse(approval, (house) => run(verb, approval, house, request, options))
    })
}

async function run(
  verb: Verb,
  approval: Approval,
  house: DecisionHouse,
  id: string,
  options: Options,
): Promise<void> {
  const { proposal } = house.casebook.request(id)
  const card = await house.changes.view(id)
  approval.print(`${cardText(card, proposal.digest, house.clock.nowMs())}\n`)
  if (options.statement !== undefined) {
    const statement = draft(verb, house, id, options, options.as ?? needed('--as ID'))
    write(options.statement, statement)
    approval.print(
      `Sign it with: ssh-keygen -Y sign -n ${decisionNamespace} -f KEY FILE\nThen: baton ${verb.name} ${id} --signature FILE.sig`,
    )
    return
  }
  const signed =
    options.signature === undefined
      ? await sign(verb, approval, house, id, options)
      : signedElsewhere(verb, id, options.signature)
  demandShown(signed, proposal.digest)
  approval.print(outcomeOf(await house.changes.decide(signed)))
}

/** What was decided, also when the grant has lapsed by the time it is printed. */
function outcomeOf({ decision }: ChangeRequest): string {
  const by = exact(decision?.approver ?? '')
  if (decision?.decision !== 'granted') return `Denied by ${by}. Nothing will be changed.`
  const untilMs = (instantMs(decision.at) ?? 0) + grantLifetimeMs
  const under = decision.glass === undefined ? '' : ' under break-glass'
  return `Granted by ${by}${under}. It can be applied once, until ${toMinute(untilMs)}.`
}

/** What is signed is what this terminal has just shown, even if the record was altered in between. */
function demandShown({ statement }: SignedDecision, digest: string): void {
  if (parseStatement(statement).digest === digest) return
  throw new HandoffError('DENIED', 'The statement is not about the change that was shown.', {
    rule: 'same-digest',
    hint: 'Look at the request again with baton show before you decide.',
  })
}

async function sign(
  verb: Verb,
  { env }: Approval,
  house: DecisionHouse,
  id: string,
  options: Options,
): Promise<SignedDecision> {
  const key = await openKey(options.key ?? join(env['HOME'] ?? homedir(), '.ssh', 'id_ed25519'))
  const owner = house.trustRoot
    .read()
    .people.find(({ keys }) => keys.some(({ publicKey }) => publicKey.split(' ')[1] === key.blob))
  // A key that is not the expected person's is refused by the protocol, so that the attempt is on the record.
  const approver = options.as ?? owner?.id ?? 'unknown'
  const statement = draft(verb, house, id, options, approver)
  return { statement, signature: key.sign(statement, decisionNamespace) }
}

function draft(
  { decision }: Verb,
  { changes }: DecisionHouse,
  request: string,
  { reason }: Options,
  approver: string,
): string {
  if (!reason?.trim()) throw needed('--reason "..."')
  return changes.draft({ request, decision, reason, approver })
}

function needed(option: string): never {
  throw new HandoffError('INVALID_INPUT', `A decision needs ${option}.`, {
    hint: 'See --help for an example.',
  })
}

/** The statement lies beside its signature under the same name without `.sig`, as ssh-keygen leaves it. */
function signedElsewhere({ decision, name }: Verb, id: string, file: string): SignedDecision {
  const statement = read(file.replace(/\.sig$/, ''))
  const said = parseStatement(statement)
  if (said.decision !== decision || said.request !== id) {
    throw new HandoffError('INVALID_INPUT', 'The statement is about another request or decision.', {
      rule: 'decision-as-signed',
      hint: `Write a new one with baton ${name} REQ --statement FILE.`,
    })
  }
  return { statement, signature: read(file) }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new HandoffError('NOT_FOUND', 'The signature or its statement cannot be read.', {
      hint: 'Both files lie in one folder: FILE and FILE.sig.',
      cause,
    })
  }
}

function write(file: string, statement: string): void {
  try {
    writeFileSync(file, statement, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    throw new HandoffError('INVALID_INPUT', 'The statement cannot be written there.', {
      hint: 'Name a new file in a folder that exists.',
      cause,
    })
  }
}
