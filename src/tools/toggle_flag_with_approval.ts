import * as z from 'zod'

import { HandoffError } from '../domain/error.ts'
import { grantingService } from '../domain/incident/revisions.ts'
import type { FlagState } from '../ports/flags.ts'
import { incidentField } from './fields.ts'
import { changeTool } from './tool.ts'

const input = z.strictObject({
  incident: incidentField.optional(),
  flag: z.string().min(1).max(200).optional().describe('Flag key'),
  environment: z.string().min(1).max(64).optional().describe('e.g. production'),
  to: z.enum(['on', 'off']).optional().describe('New state'),
  reason: z.string().min(1).max(1_000).optional().describe('Why; the approver reads it'),
  request: z.string().max(40).optional().describe('Request id, to apply or withdraw'),
  withdraw: z.boolean().optional().describe('true withdraws it'),
})

export default changeTool({
  name: 'toggle_flag_with_approval',
  title: 'Toggle a feature flag with approval',
  description:
    'Proposes turning a flag on or off: give incident, flag, environment, to, reason. A person decides outside this chat. Once granted, call with request alone to apply; the flag is read back.',
  input,
  async propose(given, context) {
    const { incident, flag, environment, to, reason } = given
    if (!incident || !flag || !environment || !to || !reason || given.request !== undefined) {
      throw new HandoffError(
        'INVALID_INPUT',
        'The call is neither a proposal nor a request to apply.',
        {
          hint: 'Propose with incident, flag, environment, to and reason; apply with request alone; withdraw with request and withdraw.',
        },
      )
    }
    const service = grantingService(context.casebook.incident(incident))
    const state = await context.flags.read(environment, flag, context.signal)
    if (!state.toggleable) {
      throw new HandoffError('INVALID_INPUT', 'This flag cannot be turned on or off by Baton.', {
        hint: 'Hand the change to an engineer who keeps the flag.',
      })
    }
    const declared = context.environments.find(({ name }) => name === environment)
    return {
      system: 'feature-flags',
      target: state.flag,
      service,
      environment,
      region: declared?.regions.join(', ') || 'all regions',
      from: position(state),
      to,
      baseVersion: state.version,
      reason,
      inverseOf: null,
    }
  },
  async readBack({ proposal }, { flags, signal }) {
    const state = await flags.read(proposal.environment, proposal.target, signal)
    return { value: position(state), version: state.version }
  },
  async apply({ proposal }, { flags, signal }) {
    const { environment, target, to, baseVersion } = proposal
    if (baseVersion === null || (to !== 'on' && to !== 'off')) {
      throw new HandoffError('DENIED', 'The granted change is not one of a flag.')
    }
    await flags.toggle(environment, target, to === 'on', baseVersion, signal)
  },
})

function position({ on }: FlagState): 'on' | 'off' {
  return on ? 'on' : 'off'
}
