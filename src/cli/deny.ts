import type { Command } from 'commander'

import { decideCommand } from './decide/decide.ts'
import { type Approval, here } from './decide/house.ts'

/** `baton deny`: denies one request, signed. */
export function command(approval: Approval = here): Command {
  return decideCommand(
    {
      name: 'deny',
      decision: 'denied',
      description:
        'Denies a requested change, signed with your SSH key. The agent sees the reason.',
      example: '\nExample: baton deny REQ-0SXK2F7Q3F --reason "roll back by pipeline instead"',
    },
    approval,
  )
}
