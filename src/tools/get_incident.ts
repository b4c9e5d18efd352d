import * as z from 'zod'

import { incidentField } from './fields.ts'
import { Output } from './get-incident/output.ts'
import { readTool } from './tool.ts'

const input = z.strictObject({ incident: incidentField.optional() })

export default readTool({
  name: 'get_incident',
  title: 'Incident brief',
  description:
    'The brief: state, severity, next update due, pending requests, open asks, what is new since you last looked, next best step. Without an id: the open incidents.',
  input,
  output: Output,
  async run(given, context) {
    const { briefOf, listOf } = await import('./get-incident/brief.ts')
    if (given.incident === undefined) {
      return { structured: listOf(context.casebook.incidents(), context.nowMs) }
    }
    const brief = briefOf(context.casebook.incident(given.incident), context)
    return { structured: { brief, open: [], closed: 0, lateFollowUps: [] } }
  },
  async render(answer, view) {
    const { renderBrief, renderList } = await import('./get-incident/render.ts')
    return answer.brief === null ? renderList(answer) : renderBrief(answer.brief, view)
  },
})
