import type { RecordEvidence, StoredHead } from '../ports/entry-storage.ts'
import { type Checkpoint, checkSignature, parseCheckpoint, type VerifierKey } from './checkpoint.ts'
import { broken, conclude, type Finding, unacceptable, type Verdict } from './verdict.ts'
import { type Walk, walk } from './walk.ts'

interface Question {
  readonly evidence: RecordEvidence
  /** Null when there is none to trust. */
  readonly key: VerifierKey | null
  /** Checkpoints that were kept elsewhere: each must be a prefix of the record. */
  readonly outside: readonly Checkpoint[]
}

/** Begins to read all entries and returns what waits for the end. */
export type Reader = (evidence: RecordEvidence, wanted: ReadonlySet<number>) => () => Walk

const onePass: Reader = (evidence, wanted) => () => walk(evidence.entries(), wanted)

/** Reads the record once, from the first entry to the last, and judges it. Throws what the storage throws. */
export function verifyRecord({ evidence, key, outside }: Question, read = onePass): Verdict {
  const { head } = evidence
  const finish = read(evidence, new Set([...outside.map(({ size }) => size), head?.size ?? 0]))
  const damage = evidence.faults()
  const seen = finish()
  const genuine = outside.filter((one) => key && checkSignature(one, key) === 'genuine')
  const faults = [
    ...damage.map((fault) => broken('storage', fault)),
    ...seen.faults,
    ...judgeHead(head, seen),
    ...(head ? judgeCheckpoint(head, seen, key, genuine) : []),
    ...outside.flatMap((one) => judgeOutside(one, seen, key, genuine)),
  ]
  return conclude(seen.size, faults, outside.length > 0 ? [] : ['outside'])
}

function judgeHead(head: StoredHead | null, { size, frontier }: Walk): readonly Finding[] {
  if (!head) return size > 0 ? [broken('head', 'there is no checkpoint', 1)] : []
  if (head.size > size) {
    const reason = `the record was cut: the checkpoint is of ${head.size} entries`
    return [broken('head', reason, size + 1)]
  }
  if (head.size < size) {
    return [broken('head', 'an entry stands after the newest checkpoint', head.size + 1)]
  }
  return head.frontier.join() === frontier.join()
    ? []
    : [broken('head', 'the stored subtree roots are not those of the entries')]
}

function judgeCheckpoint(
  head: StoredHead,
  { size, roots }: Walk,
  key: VerifierKey | null,
  genuine: readonly Checkpoint[],
): readonly Finding[] {
  const checkpoint = parseCheckpoint(head.note)
  if (!checkpoint) return [broken('root', 'the stored checkpoint is not a signed note')]
  const signature = judgeSignature(checkpoint, key)
  if (checkpoint.size !== head.size) {
    return [...signature, broken('root', 'the stored checkpoint is of another size')]
  }
  if (checkpoint.size > size) {
    return [...signature, broken('root', 'entries that were signed are not there', size + 1)]
  }
  if (checkpoint.root === roots.get(checkpoint.size)) return signature
  const first = firstDoubt(genuine, roots, checkpoint.size)
  const reason = `an entry from ${first} to ${checkpoint.size} is not what was signed`
  return [...signature, broken('root', reason, first)]
}

function judgeSignature(checkpoint: Checkpoint, key: VerifierKey | null): readonly Finding[] {
  if (!key) return [unacceptable('signature', 'there is no key to check it with')]
  const signature = checkSignature(checkpoint, key)
  if (signature === 'genuine') return []
  return signature === 'forged'
    ? [broken('signature', 'the signature of the newest checkpoint is false')]
    : [unacceptable('signature', 'the newest checkpoint was not signed with the trusted key')]
}

function judgeOutside(
  checkpoint: Checkpoint,
  { size, roots }: Walk,
  key: VerifierKey | null,
  genuine: readonly Checkpoint[],
): readonly Finding[] {
  if (!genuine.includes(checkpoint)) {
    return key && checkSignature(checkpoint, key) === 'forged'
      ? [unacceptable('outside', 'a checkpoint bears a false signature and proves nothing')]
      : [unacceptable('outside', 'a checkpoint was not signed with the trusted key')]
  }
  if (checkpoint.size > size) {
    const reason = `the record was cut: a checkpoint is of ${checkpoint.size} entries`
    return [broken('outside', reason, size + 1)]
  }
  if (checkpoint.root === roots.get(checkpoint.size)) return []
  const first = firstDoubt(genuine, roots, checkpoint.size)
  const reason = `the record was rewritten: an entry from ${first} to ${checkpoint.size} is not what was signed`
  return [broken('outside', reason, first)]
}

/** The lowest entry that may be the culprit: what a genuine checkpoint agrees with is above suspicion. */
function firstDoubt(
  genuine: readonly Checkpoint[],
  roots: ReadonlyMap<number, string>,
  below: number,
): number {
  const agreeing = genuine.filter(({ size, root }) => size < below && roots.get(size) === root)
  return 1 + Math.max(0, ...agreeing.map(({ size }) => size))
}
