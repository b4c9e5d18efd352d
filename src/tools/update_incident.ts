import * as z from 'zod'

import { severities } from '../domain/severity.ts'
import { minuteOf } from '../domain/time.ts'
import { incidentField, text } from './fields.ts'
import { recordTool } from './tool.ts'

const names = z.array(text(80)).refine((all) => all.length <= 20, { error: 'at most 20 names' })

const input = z.strictObject({
  incident: incidentField,
  reason: text(1_000).describe('Why'),
  severity: z.enum(severities).optional().describe('Raise to'),
  impact: text(1_000).optional().describe('In words'),
  services: names.optional().describe('All'),
  regions: names.optional().describe('All'),
  segments: names.optional().describe('All'),
  window: text(90).optional().describe('start/end, UTC'),
  workaround: text(1_000).optional().describe('For customers'),
  eta: text(40).optional().describe('UTC'),
  etaOwner: text(80).optional().describe('By whom'),
  change: text(1_000)
    .optional()
    .describe('Made by hand: "KIND UTC SERVICE REGION: what", - if unknown'),
})

const output = z.object({
  incident: z.string(),
  seq: z.number(),
  changed: z.array(z.string()),
  severity: z.enum(severities),
  regions: z.array(z.string()),
  services: z.array(z.string()),
  eta: z.string().nullable(),
  nextUpdateDue: z.string(),
})

export default recordTool({
  name: 'update_incident',
  title: 'Update an incident',
  description: 'Corrects the incident; "none" withdraws workaround or eta.',
  input,
  output,
  async run(given, context) {
    const { runUpdate } = await import('./update-incident/run.ts')
    return runUpdate(given, context)
  },
  render({ incident, seq, changed, severity, nextUpdateDue }) {
    const raised = changed.includes('severity') ? ` Severity is ${severity}: send an update.` : ''
    const due = minuteOf(nextUpdateDue)
    return `Updated ${incident}, entry ${seq}: ${changed.join(', ')}.${raised} Next update due ${due}.`
  },
})
