import type { RecordEvidence } from '../ports/entry-storage.ts'
import type { VerifierKey } from './checkpoint.ts'
import { notIntact } from './not-intact.ts'
import { verifyRecord } from './verify.ts'

/**
 * Throws UPSTREAM of the rule `record-intact` unless the whole record, at the moment of the evidence, is as it was signed
 * with that key. Reads every entry once and closes nothing; others may write meanwhile.
 */
export function assertIntact(evidence: RecordEvidence | undefined, key: VerifierKey): void {
  const { outcome, findings } = evidence?.head
    ? verifyRecord({ evidence, key, outside: [] })
    : { outcome: 'broken', findings: [] }
  if (outcome === 'sound') return
  const fault = findings.find(({ ok }) => !ok)
  throw notIntact(
    'Nothing is changed while the record cannot be trusted.',
    fault ? `${fault.step} ${fault.entry ?? ''}: ${fault.reason}` : 'there is no record',
  )
}
