import { homedir } from 'node:os'
import { join } from 'node:path'

import { Command } from 'commander'

import { acknowledgementNamespace, parseAcknowledgement } from '../domain/acknowledgement.ts'
import { HandoffError } from '../domain/error.ts'
import type { Incident } from '../domain/incident.ts'
import { instantMs, toMinute } from '../domain/time.ts'
import { type Approval, type DecisionHouse, here, inHouse, refuseAgent } from './decide/house.ts'
import { exact, plain } from './decide/plain.ts'
import { openKey } from './decide/sign.ts'

interface Options {
  readonly readBack: string
  readonly key?: string
}

/** `baton acknowledge`: takes a handoff over, signed. */
export function command(approval: Approval = here): Command {
  return new Command('baton acknowledge')
    .description(
      'Takes ownership of a handoff, signed with your SSH key; the ticket is told. Shows it before it signs.',
    )
    .argument('<incident>', 'incident id, such as INC-1NG7S3GAWK')
    .requiredOption('--read-back <text>', 'what you took over, in your own words')
    .option('--key <file>', 'SSH key that signs (default: ~/.ssh/id_ed25519)')
    .addHelpText(
      'after',
      '\nExample: baton acknowledge INC-1NG7S3GAWK --read-back "identity owns the fix, validator stays off"',
    )
    .action(async (incident: string, options: Options) => {
      refuseAgent(approval)
      await inHouse(approval, (house) => run(approval, house, incident, options))
    })
}

async function run(
  approval: Approval,
  house: DecisionHouse,
  id: string,
  options: Options,
): Promise<void> {
  const { casebook, trustRoot } = house
  const acknowledgements = await house.openAcknowledgements()
  const incident = casebook.incident(id)
  const handoff = acknowledgements.waiting(id)
  approval.print(`${handoffText(incident, handoff)}\n`)
  const key = await openKey(
    options.key ?? join(approval.env['HOME'] ?? homedir(), '.ssh', 'id_ed25519'),
  )
  const owner = trustRoot
    .read()
    .people.find(({ keys }) => keys.some(({ publicKey }) => publicKey.split(' ')[1] === key.blob))
  // A key that is nobody's is refused when it is handed in, so that the attempt is on the record.
  const by = owner?.id ?? 'unknown'
  const statement = acknowledgements.draft({ incident: id, by, readBack: options.readBack })
  if (parseAcknowledgement(statement).handoff !== handoff.seq) throw changed()
  const signature = key.sign(statement, acknowledgementNamespace)
  const { onTicket } = await acknowledgements.take({ statement, signature })
  const simulated = casebook.incident(id).acknowledgement?.simulated
  const who = `${exact(by)}${simulated ? ' (SIMULATED)' : ''}`
  const ticket = onTicket
    ? 'The ticket says so.'
    : 'The ticket could not be told; tell it yourself.'
  approval.print(`${who} owns ${exact(incident.id)} now. ${ticket}`)
}

/** What is taken over; text by others in one line each. */
function handoffText(
  { id, title, severity, notes, documents }: Incident,
  { seq, at, by, owner, link }: NonNullable<Incident['handoff']>,
): string {
  const packet = documents.findLast(({ document }) => document === 'packet')
  const note = notes.find((candidate) => candidate.seq === seq)
  const rows: readonly (readonly [string, string])[] = [
    ['Incident', `${exact(id)}, ${severity}`],
    ['Title', `"${plain(title)}"`],
    ['Handed off', `by ${exact(by)} for ${plain(owner)} at ${minuteOf(at)}`],
    ['Its note', note ? `"${plain(note.text)}"` : 'no longer readable'],
    ['Its link', link === null ? 'NONE' : exact(link)],
    [
      'Packet',
      packet ? `${exact(packet.file)}, SHA-256 ${packet.sha256}` : 'NONE: nothing was rendered',
    ],
  ]
  return rows.map(([name, value]) => `${name.padEnd(13)} ${value}`).join('\n')
}

function minuteOf(instant: string): string {
  const ms = instantMs(instant)
  return ms === undefined ? 'an unknown time' : toMinute(ms)
}

function changed(): HandoffError {
  return new HandoffError('CONFLICT', 'The handoff is not the one that was shown.', {
    hint: 'Run the command again and read what it shows before it signs.',
  })
}
