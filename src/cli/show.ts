import { Command } from 'commander'

import { cardText } from './decide/card.ts'
import { type Approval, here, inHouse } from './decide/house.ts'

/** `baton show`: one request in full. */
export function command(approval: Approval = here): Command {
  return new Command('baton show')
    .description('Shows one request in full: what exactly changes, who asked, what undoes it.')
    .argument('<request>', 'request id, such as REQ-0SXK2F7Q3F')
    .addHelpText('after', '\nExample: baton show REQ-0SXK2F7Q3F')
    .action(async (id: string) => {
      await inHouse(approval, async ({ casebook, changes, clock }) => {
        const { proposal } = casebook.request(id)
        approval.print(cardText(await changes.view(id), proposal.digest, clock.nowMs()))
      })
    })
}
