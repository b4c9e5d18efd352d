import { Command, type Option } from 'commander'

import type { Incident } from '../../domain/incident.ts'
import { type Approval, type DecisionHouse, inHouse, refuseAgent } from './house.ts'

interface ActCommand<O> {
  readonly name: string
  readonly description: string
  /** What follows the command's name in the example of its help. */
  readonly example: string
  /** Beside the incident and the key. */
  readonly options: readonly Option[]
  run(house: DecisionHouse, incident: Incident, given: O & WithKey): Promise<void>
}

/** What every such command is given beside its own options. */
export interface WithKey {
  /** SSH key file that signs. */
  readonly key?: string
}

/** A command by which a person signs something about an incident; an agent is turned away before the house opens. */
export function actCommand<O>(approval: Approval, act: ActCommand<O>): Command {
  const command = new Command(`baton ${act.name}`)
    .description(act.description)
    .argument('<incident>', 'incident id, such as INC-1NG7S3GAWK')
  for (const option of act.options) command.addOption(option)
  return command
    .option('--key <file>', 'SSH key that signs (default: ~/.ssh/id_ed25519)')
    .addHelpText('after', `\nExample: baton ${act.name} ${act.example}`)
    .action(async (id: string, given: O & WithKey) => {
      refuseAgent(approval)
      await inHouse(approval, (house) => act.run(house, house.casebook.incident(id), given))
    })
}
