import type { EvidenceFaults } from '../../documents/evidence.ts'
import type { Incident } from '../../domain/incident.ts'
import { isAbsent } from '../../domain/error.ts'
import { sha256 } from '../../domain/json.ts'
import type { RecordContext } from '../tool.ts'

/** Looks at the bytes of each item again, so that a packet does not promise evidence that is gone or was altered. */
export async function faultsOf(
  { id, evidence }: Incident,
  { knowledge, signal }: Pick<RecordContext, 'knowledge' | 'signal'>,
): Promise<EvidenceFaults> {
  const faults: Record<string, 'altered' | 'missing'> = {}
  for (const item of evidence) {
    signal.throwIfAborted()
    const text = await knowledge.read(id, item.file).catch((cause: unknown) => {
      if (isAbsent(cause)) return undefined
      throw cause
    })
    if (text === undefined) faults[item.evidence] = 'missing'
    else if (sha256(text) !== item.sha256) faults[item.evidence] = 'altered'
  }
  return faults
}
