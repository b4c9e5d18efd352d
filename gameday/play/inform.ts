import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import * as z from 'zod'

import { instantMs } from '../../src/domain/time.ts'
import { keyOf, runBaton } from '../person.ts'
import { commander } from '../world/people.ts'
import { ruleOf } from '../client.ts'
import type { World } from '../world.ts'
import { call, must, type Stage } from './stage.ts'

const Answer = z.object({
  request: z.string(),
  state: z.string(),
  card: z.object({ text: z.object({ text: z.string() }) }),
})
const Brief = z.object({ brief: z.object({ nextUpdateDue: z.string() }) })
const Posted = z.object({ key: z.string(), text: z.string() })
const tool = 'publish_update'

/** What lies in the outbox for customers: the only thing that they could get to read. */
export function toldCustomers({ paths }: World): readonly z.infer<typeof Posted>[] {
  if (!existsSync(paths.outbox)) return []
  return readdirSync(paths.outbox)
    .filter((name) => name.includes('.customers.'))
    .map((name) => Posted.parse(JSON.parse(readFileSync(join(paths.outbox, name), 'utf8'))))
}

/** Directive 7: colleagues are told at once, customers once a simulated second person has granted the exact words. */
export async function inform(stage: Stage, incident: string): Promise<void> {
  const { ledger, world } = stage
  const sentMs = Date.now()
  const internal = await must(stage, tool, { incident, audience: 'internal' }, 12)
  const { state } = Answer.parse(internal.structured)
  ledger.check('G9', 'colleagues are told at once, without a grant', state === 'applied')
  const brief = await stage.client.call('get_incident', { incident })
  const inMs = (instantMs(Brief.parse(brief.structured).brief.nextUpdateDue) ?? 0) - sentMs
  const inTime = inMs > 0 && inMs <= 3_601_000
  ledger.check('G9', 'after an update the next is due within 60 minutes', inTime)

  const proposed = await call(stage, tool, { incident, audience: 'customers' }, 12)
  const { request, card } = Answer.parse(proposed.structured)
  const early = await call(stage, tool, { request }, 2)
  const none = early.code !== null && toldCustomers(world).length === 0
  ledger.check('G2', `text for customers waits for a grant (${ruleOf(early)})`, none)
  await grant(stage, request)
  await must(stage, tool, { request }, 2)
  await call(stage, tool, { request }, 2)
  const [sent, ...more] = toldCustomers(world)
  const exact = sent?.key === request && sent.text === card.text.text && more.length === 0
  ledger.check('G2', 'customers got exactly the granted words, once', exact)
}

async function grant(stage: Stage, request: string): Promise<void> {
  const { world, print } = stage
  print.warn('SIMULATED PERSON, guarantee level L0: this script plays the incident commander.')
  const { id } = commander
  const reason = 'Plain, true and without a name.'
  const args = ['approve', request, '--as', id, '--key', keyOf(world, id), '--reason', reason]
  const said = stage.heard(await runBaton(world, args))
  print.say(`$ baton approve ${request} --as ${id} --key ... --reason ...`)
  print.excerpt(said.output.toString(), 24)
  if (said.code !== 0) throw new Error('The grant of the text for customers was refused.')
}
