import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import { sha256 } from '../../domain/json.ts'
import type { ReadContext } from '../tool.ts'

/** The stored text of an item on the record, when its bytes still have the hash that was recorded. Throws NOT_FOUND, CONFLICT. */
export async function evidenceText(
  incident: Incident,
  id: string,
  { knowledge }: Pick<ReadContext, 'knowledge'>,
): Promise<string> {
  const name = id.replace(/\.(?:ndjson|txt)$/, '')
  const item = incident.evidence.find(({ evidence }) => evidence === name)
  if (!item) {
    const newest = incident.evidence.slice(-5).map(({ evidence }) => evidence)
    throw new HandoffError('NOT_FOUND', 'The incident holds no evidence of that id.', {
      hint:
        newest.length > 0
          ? `Newest: ${newest.join(', ')}.`
          : 'It holds none yet; capture_evidence keeps some.',
    })
  }
  const text = await knowledge.read(incident.id, item.file)
  if (sha256(text) === item.sha256) return text
  throw new HandoffError('CONFLICT', 'The evidence was altered since it was captured.', {
    rule: 'G6',
    hint: 'Its bytes no longer have the SHA-256 of the record. Capture it again and tell a person; the old item proves nothing.',
  })
}
