import * as z from 'zod'

import { readFlags } from '../world/flag-file.ts'
import { commander, requester } from '../world/people.ts'
import { ruleOf } from '../client.ts'
import { keyOf, runBaton } from '../person.ts'
import { call, must, type Stage } from './stage.ts'

const Request = z.object({ request: z.string(), state: z.string(), digest: z.string() })
const Decided = z.object({ state: z.string() })
const tool = 'toggle_flag_with_approval'

/** Directive 3, first half: proposes the rollback and shows that nothing happens without a grant. Returns the request's id. */
export async function propose(stage: Stage, incident: string, flag: string): Promise<string> {
  const { print, ledger, witness } = stage
  print.heading('4. Mitigation: proposed, and refused without a grant')
  const environment = 'production'
  const reason = `Sign-in fails since ${flag} was switched on; reproduced with synthetic users.`
  const proposal = { incident, flag, environment, to: 'off', reason }
  const proposed = await call(stage, tool, proposal, 10)
  const { request } = Request.parse(proposed.structured)
  ledger.check('G2', 'the proposal waits for a grant', proposed.code === 'APPROVAL_REQUIRED')
  const twin = Request.safeParse((await stage.client.call(tool, proposal)).structured)
  ledger.check('G2', 'the same proposal is the same request', twin.data?.request === request)
  const early = await call(stage, tool, { request }, 4)
  ledger.check('G2', `applying before a grant is refused (${ruleOf(early)})`, early.code !== null)
  await call(stage, 'get_request', { request }, 8)
  const own = keyOf(stage.world, requester.id)
  const signed = ['--key', own, '--reason', 'I know what I am doing']
  const asSelf = ['approve', request, '--as', requester.id, ...signed]
  await refusedCommand(stage, 'the requester cannot grant their own request', asSelf)
  const asOther = ['approve', request, '--as', commander.id, ...signed]
  await refusedCommand(stage, "the requester's key does not sign for the commander", asOther)
  ledger.check('G2', 'no flag has moved', witness.effects().length === 0)
  return request
}

async function refusedCommand(stage: Stage, what: string, args: readonly string[]): Promise<void> {
  const said = stage.heard(await runBaton(stage.world, args))
  stage.print.say(`$ baton ${args.slice(0, 4).join(' ')} ...`)
  stage.print.excerpt(said.output.toString().trim().split('\n').slice(-3).join('\n'))
  const granted = await stage.client.call('get_request', { request: args[1] })
  const state = Decided.safeParse(granted.structured).data?.state
  stage.ledger.check('G2', what, said.code !== 0 && state === 'proposed')
}

/** Directive 3, second half: a simulated second person signs, the granted change is applied once. */
export async function apply(stage: Stage, request: string, flag: string): Promise<void> {
  const { print, ledger, witness, world } = stage
  print.heading('5. A second person decides')
  print.warn('SIMULATED PERSON, guarantee level L0: this script plays the incident commander.')
  print.warn('In real life this happens on another machine, with a key that the agent never sees.')
  const { id } = commander
  const reason = 'The reproduction is convincing and the flag was on for less than an hour.'
  const args = ['approve', request, '--as', id, '--key', keyOf(world, id), '--reason', reason]
  const said = stage.heard(await runBaton(world, args))
  print.say(`$ baton approve ${request} --as ${id} --key ... --reason ...`)
  print.excerpt(said.output.toString(), 12)
  if (said.code !== 0) throw new Error('The grant of the incident commander was refused.')

  print.heading('6. Applied, once')
  const applied = await must(stage, tool, { request }, 8)
  const state = Decided.safeParse(applied.structured).data?.state
  const moved = witness.effects()
  const exact = moved.length === 1 && moved[0] === `${flag} off`
  ledger.check('G2', 'the granted change, and only it, was made', state === 'applied' && exact)
  const { version } = readFlags(world.paths.flags)[flag]!
  const again = await call(stage, tool, { request }, 4)
  const still = readFlags(world.paths.flags)[flag]!.version
  print.say(
    `Applied a second time: ${again.code ?? 'answered with the old outcome'}, version ${still}`,
  )
  ledger.check('G2', 'a grant works once', still === version && witness.effects().length === 1)
}
