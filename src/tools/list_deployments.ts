import * as z from 'zod'

import { cursorField, fromField, incidentField, toField } from './fields.ts'
import { Output } from './list-deployments/output.ts'
import { readTool } from './tool.ts'

const input = z.strictObject({
  incident: incidentField.optional(),
  from: fromField,
  to: toField,
  service: z.string().optional().describe('With its dependencies'),
  environment: z.string().optional().describe('E.g. production'),
  onset: z.string().optional().describe('UTC; default: measured'),
  kind: z.string().optional().describe('E.g. deployment, flag'),
  cursor: cursorField,
  limit: z.number().refine(isPageSize).optional().describe('At most 50'),
})

export default readTool({
  name: 'list_deployments',
  title: 'List changes',
  description:
    'Deployments, flags, releases, migrations, commits: ranked as causes of the onset, with reasons and missing sources.',
  input,
  output: Output,
  async run(given, context) {
    const { runListDeployments } = await import('./list-deployments/run.ts')
    return runListDeployments(given, context)
  },
  async render(answer, view) {
    const { renderChanges } = await import('./list-deployments/render.ts')
    return renderChanges(answer, view)
  },
})

function isPageSize(rows: number): boolean {
  return Number.isInteger(rows) && rows >= 1 && rows <= 50
}
