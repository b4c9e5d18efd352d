import * as z from 'zod'

import { askMoves, askRoles } from '../domain/facts/ask.ts'
import { fenced, inline } from '../domain/fence.ts'
import { askStates } from '../domain/incident/asks.ts'
import { outsideName } from '../domain/provenance.ts'
import { minuteOf } from '../domain/time.ts'
import { incidentField, text } from './fields.ts'
import { recordTool } from './tool.ts'

const input = z.strictObject({
  incident: incidentField,
  text: text(1_000).optional().describe('Deliverable'),
  owner: text(80).optional().describe('Person'),
  role: z.enum(askRoles).optional().describe('Part'),
  due: text(40).optional().describe('UTC'),
  region: text(80).optional().describe('Where'),
  ask: text(40).optional().describe('Ask id'),
  to: z.enum(askMoves).optional().describe('State'),
})

const output = z.object({
  incident: z.string(),
  ask: z.string(),
  state: z.enum(askStates),
  owner: outsideName('note'),
  role: z.enum(askRoles),
  due: z.string(),
  existing: z.boolean(),
  open: z.number(),
})

export default recordTool({
  name: 'assign_ask',
  title: 'Assign an ask',
  description:
    'Asks engineering: text, one owner, role, due. ask and to move it on: owner did so, text why.',
  input,
  output,
  async run(given, context) {
    const { runAsk } = await import('./assign-ask/run.ts')
    return runAsk(given, context)
  },
  render({ incident, ask, state, owner, role, due, open }, view) {
    const by = fenced(view, { from: 'note', text: inline(owner) })
    return `${ask} of ${incident} is ${state}: ${role.replace('_', ' ')}, due ${minuteOf(due)}. Owner:\n${by}\nOpen asks: ${open}. The state is what you recorded; only a signed acknowledgement proves that a person took over.`
  },
})
