import { type Command, Option } from 'commander'

import type { Act } from '../domain/act.ts'
import type { Incident } from '../domain/incident.ts'
import { mayCommand } from '../domain/incident/command.ts'
import type { Trust } from '../domain/trust.ts'
import { showOnly, signAct } from './decide/act.ts'
import { type WithKey, actCommand } from './decide/act-command.ts'
import { type Approval, type DecisionHouse, here } from './decide/house.ts'
import { exact, plain } from './decide/plain.ts'
import { columns, consequences, incidentRows, signerRows } from './decide/rows.ts'

interface Options {
  readonly to: string
  readonly reason?: string
}

/** `baton command`: the present incident commander hands over command. */
export function command(approval: Approval = here): Command {
  return actCommand<Options>(approval, {
    name: 'command',
    description:
      'Hands the command of an incident to another incident commander, signed by the present one. Without --reason it only shows what would be signed.',
    example: 'INC-1NG7S3GAWK --to ines --reason "end of my shift, ines has the bridge"',
    options: [
      new Option(
        '--to <person>',
        'id in the trust folder of somebody who holds the role now',
      ).makeOptionMandatory(),
      new Option('--reason <text>', 'why; the record and the timeline show it'),
    ],
    run: (house, incident, options) => run(approval, house, incident, options),
  })
}

async function run(
  approval: Approval,
  house: DecisionHouse,
  incident: Incident,
  { to, reason, key }: Options & WithKey,
): Promise<void> {
  const trust = house.trustRoot.read()
  const able = mayCommand(trust, to, house.clock.nowMs())
  if (reason === undefined) {
    const again = `baton command ${incident.id} --to ${exact(to)} --reason "why"`
    return showOnly(approval, handingText(incident, to, able, trust), again)
  }
  const intent = {
    act: 'hand-command',
    incident: incident.id,
    about: incident.commands.at(-1)?.seq ?? 0,
    from: incident.commander,
    to,
    reason,
  } as const
  const show = (said: Act): string => handingText(incident, to, able, trust, said)
  const { incident: after } = await signAct(approval, house, intent, key, show)
  approval.print(`${exact(after.commander ?? '')} has the command of ${exact(after.id)} now.`)
}

function handingText(
  incident: Incident,
  to: string,
  able: boolean,
  trust: Trust,
  said?: Act,
): string {
  const name = trust.people.find((person) => person.id === to)?.name
  const receiver = `${exact(to)}${name === undefined ? '' : ` ("${plain(name)}")`}`
  const role = able ? '' : ', WILL BE REFUSED: no incident commander at this moment'
  return [
    columns([
      ...incidentRows(incident, trust),
      ['Command', `${exact(incident.commander ?? 'nobody')} -> ${receiver}${role}`],
      ...(said ? signerRows(said) : []),
    ]),
    consequences('What follows:', [
      `while ${exact(to)} holds the role, nobody else lowers the severity or hands over command.`,
      'who may grant stays as it is: that follows from people.yaml and the rota alone.',
      `Baton does not call ${exact(to)}; tell them.`,
    ]),
  ].join('\n')
}
