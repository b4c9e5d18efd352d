import * as z from 'zod'

import { HandoffError } from '../domain/error.ts'
import { fenced } from '../domain/fence.ts'
import { Untrusted, untrusted } from '../domain/untrusted.ts'
import { findDocument, indexOf } from './get-document/sources.ts'
import { readTool } from './tool.ts'

const pageCharacters = 6_000

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
})

export default readTool({
  name: 'get_document',
  title: 'Read a document',
  description:
    'Reads a runbook, playbook, template, prompt (prompts/triage), rendered document (incidents/INC-7Q3F/packet.md) or an incident record (incidents/INC-7Q3F/record), paged. Path index lists all.',
  input,
  output,
  async run({ path, offset = 0 }, context) {
    const isIndex = path === '' || path === 'index'
    const found = isIndex
      ? { from: 'shelf', text: indexOf(context) }
      : await findDocument(path, context)
    const { text } = found
    if (!Number.isInteger(offset) || offset < 0 || offset > text.length) {
      throw new HandoffError('INVALID_INPUT', 'The offset lies outside the document.', {
        hint: 'Take next of the previous page, or leave offset out.',
      })
    }
    const end = pageEnd(text, offset)
    const structured = {
      path: isIndex ? 'index' : path,
      content: untrusted(found.from, text.slice(offset, end)),
      offset,
      total: text.length,
      next: end < text.length ? end : null,
    }
    return 'incident' in found && found.incident !== undefined
      ? { structured, incident: found.incident }
      : { structured }
  },
  render({ content, offset, total, next }, view) {
    const shown = content.from === 'shelf' ? content.text : fenced(view, content)
    const where = `Characters ${offset} to ${offset + content.text.length} of ${total}.`
    return next === null ? `${shown}\n${where}` : `${shown}\n${where} Next page: offset ${next}.`
  },
})

/** The end of the page: a line break where one is near, never between the halves of a character. */
function pageEnd(text: string, offset: number): number {
  const limit = offset + pageCharacters
  if (limit >= text.length) return text.length
  const line = text.lastIndexOf('\n', limit - 1) + 1
  if (line > offset + pageCharacters / 2) return line
  const half = text.charCodeAt(limit)
  return half >= 0xdc00 && half <= 0xdfff ? limit - 1 : limit
}
