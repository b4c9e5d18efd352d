import { HandoffError } from '../../domain/error.ts'
import { sha256 } from '../../domain/json.ts'
import type { EvidenceDesk } from '../../ports/evidence.ts'
import type { KnowledgeBase } from '../../ports/knowledge.ts'
import type { Redactor } from '../../ports/redactor.ts'
import { fitted } from './fitted.ts'
import { redactedLines } from './redacted.ts'

interface DeskParts {
  readonly knowledge: KnowledgeBase
  readonly redactor: Redactor
}

/** Evidence as one visit lays it down: nothing is stored after the visit was stopped. */
export function evidenceDesk(
  { knowledge, redactor }: DeskParts,
  signal: AbortSignal,
): EvidenceDesk {
  return {
    async keep(incident, evidence, raw) {
      const { text, ...kept } = fitted(redactedLines(raw, incident, redactor))
      const name = `${evidence}.${'text' in raw ? 'txt' : 'ndjson'}`
      const file = `evidence/${name}`
      signal.throwIfAborted()
      await knowledge.keep(incident, name, text)
      if ((await knowledge.read(incident, file)) !== text) throw notWhole()
      return { ...kept, file, sha256: sha256(text), bytes: Buffer.byteLength(text) }
    },
  }
}

function notWhole(): HandoffError {
  return new HandoffError('UPSTREAM', 'The evidence does not lie in the knowledge folder whole.', {
    hint: 'Nothing was recorded. A person must check the disk of the knowledge folder.',
  })
}
