import type { Command } from 'commander'

import { decideCommand } from './decide/decide.ts'
import { type Approval, here } from './decide/house.ts'

/** `baton approve`: grants one request, signed. */
export function command(approval: Approval = here): Command {
  return decideCommand(
    {
      name: 'approve',
      decision: 'granted',
      description:
        'Grants a requested change, once, signed with your SSH key. Shows the card before it signs.',
      example: '\nExample: baton approve REQ-0SXK2F7Q3F --reason "impact confirmed with on-call"',
    },
    approval,
  )
}
