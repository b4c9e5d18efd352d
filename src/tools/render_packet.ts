import * as z from 'zod'

import { audiences } from '../domain/publication.ts'
import { documentKinds } from '../domain/facts/handoff.ts'
import { incidentField } from './fields.ts'
import { Output } from './render-packet/output.ts'
import { recordTool } from './tool.ts'

const input = z.strictObject({
  incident: incidentField,
  document: z.enum(documentKinds).default('packet').describe('Which'),
  audience: z.enum(audiences).optional().describe('For update: one variant only'),
})

export default recordTool({
  name: 'render_packet',
  title: 'Render a document',
  description:
    'Makes handoff packet, timeline, reproduction recipe, status update drafts or wrap-up from the record; lints and stores it. Refused while incomplete, listing what is missing and how to supply it.',
  input,
  output: Output,
  async run(given, context) {
    const { runRenderPacket } = await import('./render-packet/run.ts')
    return runRenderPacket(given, context)
  },
  async render(made, view) {
    const { renderMade } = await import('./render-packet/render.ts')
    return renderMade(made, view)
  },
})
