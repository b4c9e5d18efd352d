import { homedir } from 'node:os'
import { join } from 'node:path'

import { Command } from 'commander'

import { acknowledgementNamespace } from '../domain/acknowledgement.ts'
import { HandoffError } from '../domain/error.ts'
import { refuseAgent, here } from './decide/house.ts'
import { openKey } from './decide/sign.ts'

interface Options {
  readonly readBack: string
  readonly key?: string
}

export function command(): Command {
  return new Command('baton acknowledge')
    .description('Takes ownership of a handoff, signed with your SSH key; the ticket is told.')
    .argument('<incident>', 'incident id, such as INC-1NG7S3GAWK')
    .requiredOption('--read-back <text>', 'what you took over, in your own words')
    .option('--key <file>', 'SSH key that signs (default: ~/.ssh/id_ed25519)')
    .addHelpText(
      'after',
      '\nExample: baton acknowledge INC-1NG7S3GAWK --read-back "identity owns the fix, validator stays off"',
    )
    .action(acknowledge)
}

async function acknowledge(incident: string, options: Options): Promise<void> {
  refuseAgent(here)
  const { openHouse } = await import('../main.ts')
  const house = await openHouse({ env: process.env, cwd: process.cwd() })
  try {
    const file = options.key ?? join(process.env['HOME'] ?? homedir(), '.ssh', 'id_ed25519')
    const key = await openKey(file)
    const { people } = house.trustRoot.read()
    const owner = people.find(({ keys }) =>
      keys.some(({ publicKey }) => publicKey.split(' ')[1] === key.blob),
    )
    if (!owner) {
      throw new HandoffError('DENIED', 'The trust folder gives this key to nobody.', {
        rule: 'key-of-approver',
        hint: 'Use the key that the trust folder lists for you.',
      })
    }
    const wish = { incident, by: owner.id, readBack: options.readBack }
    const statement = house.acknowledgements.draft(wish)
    const signature = key.sign(statement, acknowledgementNamespace)
    const { onTicket } = await house.acknowledgements.take({ statement, signature })
    const ticket = onTicket
      ? 'The ticket says so.'
      : 'The ticket could not be told; tell it yourself.'
    process.stdout.write(`${owner.id} owns ${incident} now. ${ticket}\n`)
  } finally {
    house.close()
  }
}
