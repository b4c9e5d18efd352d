import { type Command, Option } from 'commander'

import type { Act } from '../domain/act.ts'
import type { Incident } from '../domain/incident.ts'
import { minuteOf } from '../domain/time.ts'
import { waitingHandoff } from '../guard/acts/acknowledge.ts'
import { signAct } from './decide/act.ts'
import { type WithKey, actCommand } from './decide/act-command.ts'
import { type Approval, type DecisionHouse, here } from './decide/house.ts'
import { exact, plain } from './decide/plain.ts'
import { columns, signerRows } from './decide/rows.ts'

interface Options {
  readonly readBack: string
}

/** `baton acknowledge`: takes a handoff over, signed. */
export function command(approval: Approval = here): Command {
  return actCommand<Options>(approval, {
    name: 'acknowledge',
    description:
      'Takes ownership of a handoff, signed with your SSH key; the ticket is told. Shows it before it signs.',
    example: 'INC-1NG7S3GAWK --read-back "identity owns the fix, validator stays off"',
    options: [
      new Option(
        '--read-back <text>',
        'what you took over, in your own words',
      ).makeOptionMandatory(),
    ],
    run: (house, incident, options) => run(approval, house, incident, options),
  })
}

async function run(
  approval: Approval,
  house: DecisionHouse,
  incident: Incident,
  { readBack, key }: Options & WithKey,
): Promise<void> {
  const handoff = waitingHandoff(incident)
  const intent = {
    act: 'acknowledge',
    incident: incident.id,
    about: handoff.seq,
    reason: readBack,
  } as const
  const show = (said: Act): string => handoffText(incident, handoff, said)
  const { incident: after, onTicket } = await signAct(approval, house, intent, key, show)
  const by = exact(after.acknowledgement?.by ?? 'the receiver')
  const who = `${by}${after.acknowledgement?.simulated ? ' (SIMULATED)' : ''}`
  const ticket = onTicket
    ? 'The ticket says so.'
    : 'The ticket could not be told; tell it yourself.'
  approval.print(`${who} owns ${exact(incident.id)} now. ${ticket}`)
}

/** What is taken over; text by others in one line each. */
function handoffText(
  { id, title, severity, notes, documents }: Incident,
  { seq, at, by, owner, link }: NonNullable<Incident['handoff']>,
  said: Act,
): string {
  const packet = documents.findLast(({ document }) => document === 'packet')
  const note = notes.find((candidate) => candidate.seq === seq)
  return columns([
    ['Incident', `${exact(id)}, ${severity}`],
    ['Title', `"${plain(title)}"`],
    ['Handed off', `by ${exact(by)} for ${plain(owner)} at ${minuteOf(at)}`],
    ['Its note', note ? `"${plain(note.text)}"` : 'no longer readable'],
    ['Its link', link === null ? 'NONE' : exact(link)],
    [
      'Packet',
      packet ? `${exact(packet.file)}, SHA-256 ${packet.sha256}` : 'NONE: nothing was rendered',
    ],
    ...signerRows(said),
  ])
}
