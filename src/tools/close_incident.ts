import * as z from 'zod'

import { incidentField, text } from './fields.ts'
import { recordTool } from './tool.ts'

const input = z.strictObject({
  incident: incidentField,
  resolution: text(1_000).describe('What ended it'),
  suspect: text(1_000).describe('Root cause'),
  next: text(1_000).describe('What follows'),
})

const output = z.object({
  incident: z.string(),
  seq: z.number(),
  closedAt: z.string(),
  mttrMinutes: z.number().nullable(),
  policyMinutes: z.number(),
  followUps: z.array(z.string()),
})

export default recordTool({
  name: 'close_incident',
  title: 'Close an incident',
  description: 'Ends a resolved incident, else lists what is missing.',
  input,
  output,
  async run(given, context) {
    const { runClose } = await import('./close-incident/run.ts')
    return runClose(given, context)
  },
  render({ incident, seq, mttrMinutes, policyMinutes, followUps }) {
    const left =
      followUps.length > 0
        ? `Follow-ups that stay open: ${followUps.join(', ')}; assign_ask moves them on.`
        : 'Nothing stays open.'
    return `Closed ${incident}, entry ${seq}. MTTR ${mttrMinutes ?? 'unknown'} minutes, policy ${policyMinutes}. ${left} No update is due and nobody is paged any more.`
  },
})
