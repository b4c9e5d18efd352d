import { openSqliteEvidence } from '../../adapters/sqlite/evidence.ts'
import { intactRule, stillRule } from '../../adapters/sqlite/failure.ts'
import { openRecordSigner } from '../../adapters/sqlite/signer.ts'
import { HandoffError } from '../../domain/error.ts'
import type { RecordEvidence } from '../../ports/entry-storage.ts'
import {
  type Checkpoint,
  formatVerifierKey,
  homeKey,
  type VerifierKey,
} from '../../record/checkpoint.ts'
import { broken, type Verdict } from '../../record/verdict.ts'
import { type Reader, verifyRecord } from '../../record/verify.ts'
import { readerFor } from './threads.ts'

/** What `baton verify` found; `key` is the verifier key used, `trusted` whether the caller named it. */
export interface Report extends Verdict {
  readonly key: string | null
  readonly trusted: boolean
}

export interface Question {
  readonly home: string
  readonly trust: VerifierKey | null
  /** Checkpoints that were kept elsewhere. */
  readonly outside: readonly Checkpoint[]
}

/** A server that writes while the record is read makes what was read worthless; it is then read again this often. */
const mostTries = 5

/** Judges the record of a home. Throws NOT_FOUND when nothing is there to judge, UPSTREAM when it is out of reach. */
export function verifyHome(question: Question): Report {
  return judge(question, (_, decide) => decide(readerFor(question.home)))
}

/**
 * Opens the record of a home and hands it to `work`, with what decides about it; both see one moment. `evidence` of the answer is
 * not to be kept. Throws as `verifyHome`.
 */
export function judge<T extends Report>(
  { home, trust, outside }: Question,
  work: (evidence: RecordEvidence, decide: (read?: Reader) => Report) => T,
): T | Report {
  const key = trust ?? ownKey(home)
  const about = { key: key && formatVerifierKey(key), trusted: trust !== null }
  for (let left = mostTries; ; left -= 1) {
    let evidence: RecordEvidence | undefined
    try {
      evidence = openSqliteEvidence(home)
      const found = evidence ?? nothing
      if (outside.length === 0 && isBlank(found)) throw nothingHere()
      return work(found, (read) => ({
        ...verifyRecord({ evidence: found, key, outside }, read),
        ...about,
      }))
    } catch (error) {
      if (error instanceof HandoffError && error.rule === stillRule && left > 1) continue
      if (!(error instanceof HandoffError) || error.rule !== intactRule) throw error
      const findings = [broken('storage', 'its file is damaged')]
      return { outcome: 'broken', entries: 0, findings, ...about }
    } finally {
      evidence?.close()
    }
  }
}

/** The verifier key that lies in a home; null when there is none. */
export function ownKey(home: string): VerifierKey | null {
  const publicKey = openRecordSigner(home).publicKey(false)
  return publicKey ? homeKey(publicKey) : null
}

const nothing: RecordEvidence = {
  head: null,
  entries: () => [],
  faults: () => [],
  close: () => undefined,
}

/** Tables alone are what a server leaves that was stopped before its first entry. */
function isBlank(evidence: RecordEvidence): boolean {
  return evidence.head === null && evidence.entries()[Symbol.iterator]().next().done === true
}

function nothingHere(): HandoffError {
  return new HandoffError('NOT_FOUND', 'There is no record here.', {
    hint: 'Name its home with --home or BATON_HOME.',
  })
}
