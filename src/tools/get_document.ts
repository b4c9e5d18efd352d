import * as z from 'zod'

import { fenced } from '../domain/fence.ts'
import { Untrusted } from '../domain/untrusted.ts'
import { readTool } from './tool.ts'

const input = z.strictObject({
  path: z.string().max(300).default('index').describe('e.g. runbooks/incident-response'),
  offset: z.number().optional().describe('next of the previous page'),
})

const output = z.object({
  path: z.string(),
  content: Untrusted,
  offset: z.number(),
  total: z.number(),
  next: z.number().nullable(),
  provenance: z.string().optional(),
})

export default readTool({
  name: 'get_document',
  title: 'Read a document',
  description:
    'Reads a runbook, playbook, template, prompt (prompts/triage), rendered document (incidents/INC-7Q3F/packet.md), evidence (incidents/INC-7Q3F/evidence/EV-...), brief or record of an incident, paged. Path index lists all.',
  input,
  output,
  async run(given, context) {
    const { runGetDocument } = await import('./get-document/run.ts')
    return runGetDocument(given, context)
  },
  render({ content, offset, total, next, provenance }, view) {
    const shown = content.from === 'shelf' ? content.text : fenced(view, content)
    const whose = provenance === undefined ? '' : ` This text is ${provenance}.`
    const where = `Characters ${offset} to ${next ?? total} of ${total}.${whose}`
    return next === null ? `${shown}\n${where}` : `${shown}\n${where} Next page: offset ${next}.`
  },
})
