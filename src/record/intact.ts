import type { RecordEvidence } from '../ports/entry-storage.ts'
import { type Checkpoint, checkSignature, type VerifierKey } from './checkpoint.ts'
import { notIntact } from './not-intact.ts'
import { type Reader, verifyRecord } from './verify.ts'

const untrusted = 'Nothing is changed while the record cannot be trusted.'

/**
 * Throws UPSTREAM of the rule `record-intact` unless the whole record, at the moment of the evidence, is as it was signed
 * with that key, and is what each checkpoint kept `outside` says it was. A checkpoint that this key did not sign proves nothing and
 * is passed over: anybody can write one into a ticket. What is kept outside must have been read before the evidence was opened.
 * Reads every entry once and closes nothing; others may write meanwhile.
 */
export function assertIntact(
  evidence: RecordEvidence | undefined,
  key: VerifierKey,
  outside: readonly Checkpoint[] = [],
  read?: Reader,
): void {
  if (!evidence?.head) throw notIntact(untrusted, 'there is no record')
  assertSound(evidence, key, outside, read)
}

/** Approves storage that is brought forward: intact as it was, and afterwards the same entries under the same signature. */
export function approveForward(key: () => VerifierKey): (evidence: RecordEvidence) => void {
  let before: string | null | undefined
  return (evidence) => {
    const note = evidence.head?.note ?? null
    assertSound(evidence, note === null ? null : key(), [])
    if (before !== undefined && before !== note) {
      throw notIntact(untrusted, 'bringing it forward changed its checkpoint')
    }
    before = note
  }
}

function assertSound(
  evidence: RecordEvidence,
  key: VerifierKey | null,
  outside: readonly Checkpoint[],
  read?: Reader,
): void {
  const genuine = outside.filter((one) => key && checkSignature(one, key) === 'genuine')
  const { outcome, findings } = verifyRecord({ evidence, key, outside: genuine }, read)
  if (outcome === 'sound') return
  const fault = findings.find(({ ok }) => !ok)
  throw notIntact(untrusted, `${fault?.step} ${fault?.entry ?? ''}: ${fault?.reason}`)
}
