import { type Command, Option } from 'commander'

import type { Act } from '../domain/act.ts'
import type { Incident } from '../domain/incident.ts'
import { openBreaking } from '../domain/incident/glass.ts'
import type { Trust } from '../domain/trust.ts'
import { minuteOf } from '../domain/time.ts'
import { showOnly, signAct } from './decide/act.ts'
import { type WithKey, actCommand } from './decide/act-command.ts'
import { type Approval, type DecisionHouse, here } from './decide/house.ts'
import { exact } from './decide/plain.ts'
import { columns, consequences, incidentRows, signerRows } from './decide/rows.ts'

interface Options {
  readonly reason?: string
}

/** `baton break-glass`: an incident commander lifts three rules of one incident for 30 minutes. */
export function command(approval: Approval = here): Command {
  return actCommand<Options>(approval, {
    name: 'break-glass',
    description:
      'For 30 minutes lets this incident change production in spite of a freeze, signed by an incident commander. Grants stay needed. Without --reason it only shows what would be signed.',
    example: 'INC-1NG7S3GAWK --reason "nobody can log in, the freeze ends in 9 hours"',
    options: [
      new Option('--reason <text>', 'why it cannot wait; the record and every packet show it'),
    ],
    run: (house, incident, options) => run(approval, house, incident, options),
  })
}

async function run(
  approval: Approval,
  house: DecisionHouse,
  incident: Incident,
  { reason, key }: Options & WithKey,
): Promise<void> {
  const trust = house.trustRoot.read()
  if (reason === undefined) {
    const again = `baton break-glass ${incident.id} --reason "why it cannot wait"`
    return showOnly(approval, breakingText(incident, trust), again)
  }
  const about = incident.glass.at(-1)?.seq ?? 0
  const intent = { act: 'break-glass', incident: incident.id, about, reason } as const
  const show = (said: Act): string => breakingText(incident, trust, said)
  const { act } = await signAct(approval, house, intent, key, show)
  const until = act.act === 'break-glass' ? minuteOf(act.until) : ''
  approval.print(
    `Glass is broken in ${exact(incident.id)} until ${until}. The agent proposes; look with baton inbox, grant with baton approve.`,
  )
}

/** What is signed and what follows, for somebody who is tired; without a statement, what would be. */
function breakingText(incident: Incident, trust: Trust, said?: Act): string {
  const id = exact(incident.id)
  const until = said?.act === 'break-glass' ? minuteOf(said.until) : '30 minutes after you sign'
  const open = openBreaking(incident.glass)
  const refused = open
    ? ['', `WILL BE REFUSED: the breaking by ${exact(open.by)} is not countersigned yet.`]
    : []
  return [
    columns([
      ...incidentRows(incident, trust),
      ['Break-glass', `in ${id} only, until ${until}`],
      ...(said ? signerRows(said) : []),
    ]),
    consequences('Until then, in this incident:', [
      'a freeze window no longer stops a production change,',
      'nor does a missing second lock, nor a target without a version to compare.',
    ]),
    consequences('What stays as it is:', [
      'each change needs a grant of its own; only an incident commander grants, never who asked.',
      'a grant that anybody else gave before cannot be used until it is over.',
      'any edit of the trust folder ends it at once.',
    ]),
    consequences('What follows:', [
      `within 24 hours a person who had no part in it reads what was done and signs: baton countersign ${id}`,
      'until then it stands open in every packet, timeline, brief and wrap-up, with your name.',
      'you cannot take it back, and glass is not broken here again before that.',
    ]),
    ...refused,
  ].join('\n')
}
