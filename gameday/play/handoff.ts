import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import * as z from 'zod'

import { toIso } from '../../src/domain/time.ts'
import type { Reply } from '../client.ts'
import { keyOf, runBaton, type Said } from '../person.ts'
import { percent } from '../probe.ts'
import { requester } from '../world/people.ts'
import type { Suspicion } from './investigate.ts'
import type { Recovery } from './recover.ts'
import { closeTooEarly } from './case.ts'
import { inform } from './inform.ts'
import { call, must, type Stage } from './stage.ts'

const Rendered = z.object({ file: z.string() })
const Refused = z.object({ error: z.object({ missing: z.array(z.object({ what: z.string() })) }) })

const documents = ['timeline', 'recipe', 'update', 'packet', 'wrapup'] as const

export interface Handoff {
  /** The packet as it lies in the knowledge folder; null when it was not rendered. */
  readonly packetFile: string | null
  readonly packet: string
  /** Documents that were rendered, of `documents`. */
  readonly rendered: readonly string[]
  readonly refusedFirst: number
}

/** Directives 5 to 7: shows the refusal of an incomplete packet, supplies what is missing, renders, hands over. */
export async function handOff(
  stage: Stage,
  incident: string,
  suspicion: Suspicion,
  recovery: Recovery,
): Promise<Handoff> {
  const { print, ledger } = stage
  print.heading('8. The packet is refused while something is missing')
  const early = await call(stage, 'render_packet', { incident, document: 'packet' }, 12)
  const missing = Refused.safeParse(early.structured).data?.error.missing ?? []
  ledger.check('G7', `refused with a list of ${missing.length}`, missing.length > 0)

  print.heading('9. Communication, risks, asks, promises')
  await notes(stage, incident, suspicion, recovery)

  print.heading('10. Documents')
  const files = new Map<string, string>()
  for (const document of documents) {
    const reply = await call(stage, 'render_packet', { incident, document }, 5)
    const { data } = Rendered.safeParse(reply.structured)
    if (data) files.set(document, join(stage.world.paths.knowledge, data.file))
  }
  ledger.check('G7', 'all documents are complete', files.size === documents.length)
  const packetFile = files.get('packet') ?? null
  const packet = packetFile === null ? '' : readFileSync(packetFile, 'utf8')
  return { packetFile, packet, rendered: [...files.keys()], refusedFirst: missing.length }
}

async function notes(
  stage: Stage,
  incident: string,
  { suspect, flag }: Suspicion,
  { before, after }: Recovery,
): Promise<void> {
  const { region, ticket } = stage.world.scenario
  const hourAhead = toIso(Date.now() + 3_600_000)
  const note = (type: string, text: string, more: object = {}): Promise<Reply> =>
    must(stage, 'record_note', { incident, type, text, region, ...more }, 1)
  const rates = `${percent(before.failures, before.requests)} of synthetic sign-ins failed before, ${percent(after.failures, after.requests)} after`
  await note('observation', `${flag} is off; ${rates}.`)
  await inform(stage, incident)
  await note(
    'risk',
    `Nobody may switch ${flag} on again before the repair: sessions signed with the older key fail.`,
  )
  await note('contingency', `If sign-in fails again with ${flag} off, roll auth back to 4.17.2.`)
  await note('not_checked', 'Mobile clients were not tried.')
  await note('data_loss', 'no: sign-in writes nothing but its log.')
  await note('promise', 'The customer hears by tomorrow noon what went wrong.')
  const ask = (text: string, owner: string, role: string): Promise<unknown> =>
    must(stage, 'assign_ask', { incident, text, owner, role, due: hourAhead, region }, 2)
  await ask(
    `Make the validator accept sessions signed with the previous key, then switch ${flag} on in staging.`,
    'lee',
    'fix',
  )
  await ask('Add a test with a session of the previous key.', 'sam', 'qa')
  await note('learning', 'Signing keys rotate; every validator must be tried with both of them.')
  await note('gap', 'The flag was switched on without a watch on the sign-in error rate.')
  await note('decision', `Resolved: ${suspect} undone, sign-in measured healthy.`)
  await note('handoff', 'Handed to the identity team.', { link: ticket.id })
}

/** The receiver, a simulated person, lints the packet and takes it over. */
export async function receive(stage: Stage, incident: string, handoff: Handoff): Promise<void> {
  const { print, ledger, world } = stage
  print.heading('11. The receiver')
  if (handoff.packetFile === null) {
    ledger.check('G7', 'the packet lies in the knowledge folder', false)
    return
  }
  await closeTooEarly(stage, incident)
  const lint = stage.heard(await runBaton(world, ['lint', handoff.packetFile]))
  print.say('$ baton lint packet.md')
  print.excerpt(lint.output.toString(), 4)
  ledger.check('G7', 'the packet passes the lint', lint.code === 0)
  checkTimes(stage, handoff.packet)
  const acknowledge = async (who: string, words: string): Promise<Said> => {
    const args = ['acknowledge', incident, '--key', keyOf(world, who), '--read-back', words]
    const said = stage.heard(await runBaton(world, args))
    print.say(`$ baton acknowledge ${incident} --key <of ${who}> --read-back ...`)
    print.excerpt(said.output.toString(), 3)
    return said
  }
  const own = await acknowledge(requester.id, 'I keep it myself.')
  ledger.check('G10', 'whoever hands off cannot acknowledge it too', own.code !== 0)
  print.warn('SIMULATED PERSON: this script plays the engineer who receives the packet.')
  const ticketBefore = readFileSync(world.paths.ticket, 'utf8')
  const words = 'The validator must accept the previous key; the flag stays off until then.'
  const said = await acknowledge('lee', words)
  const brief = await call(stage, 'get_incident', { incident }, 4)
  const acknowledged = /"state":"acknowledged"/.test(JSON.stringify(brief.structured))
  ledger.check('G10', 'the receiver acknowledged', said.code === 0 && acknowledged)
  const comment = readFileSync(world.paths.ticket, 'utf8').slice(ticketBefore.length)
  ledger.check('G10', 'the confirmation is on the ticket', comment.includes(words))
}

/** Every time of the packet ends with Z, and each row of its timeline names the region. */
function checkTimes({ ledger, world }: Stage, packet: string): void {
  const times = packet.match(/\d{4}-\d\d-\d\dT\d\d:\d\d[^\s|`"')\]<,;*_]*/g) ?? []
  const utc = times.every((time) => /Z[.:]?$/.test(time))
  ledger.check('G5', `${times.length} times in the packet, all UTC`, times.length > 0 && utc)
  const rows = packet.match(/^\| (?:Detection|Triage|Mitigation|Handoff)\b.*$/gm) ?? []
  const regional = rows.every((row) => row.includes(world.scenario.region))
  ledger.check(
    'G5',
    `${rows.length} milestones, each with its region`,
    rows.length >= 4 && regional,
  )
}
