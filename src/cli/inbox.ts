import { Command } from 'commander'

import { requestsOf } from '../domain/request.ts'
import { cardLine } from './decide/card.ts'
import { type Approval, here, inHouse } from './decide/house.ts'

/** `baton inbox`: what waits for a decision, newest first. */
export function command(approval: Approval = here): Command {
  return new Command('baton inbox')
    .description('Lists the requests that wait for a decision, newest first. Changes nothing.')
    .addHelpText('after', '\nExample: baton inbox')
    .action(async () => {
      await inHouse(approval, async ({ casebook, changes, clock }) => {
        const open = casebook
          .incidents()
          .flatMap(requestsOf)
          .filter(({ state }) => state === 'proposed')
          .toSorted((a, b) => (a.proposedAt < b.proposedAt ? 1 : -1))
        const cards = await Promise.all(open.map(({ id }) => changes.view(id)))
        const lines = cards.map((card) => cardLine(card, clock.nowMs()))
        const next = 'Look at one with: baton show REQ'
        approval.print(lines.length === 0 ? 'No request waits.' : [...lines, next].join('\n'))
      })
    })
}
