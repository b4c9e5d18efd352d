import { HandoffError } from '../../domain/error.ts'
import type { EvidenceEntry } from '../../ports/entry-storage.ts'
import { type Checkpoint, formatCheckpoint } from '../../record/checkpoint.ts'
import { seqOfId } from '../../record/entry-id.ts'
import { headerText } from '../../record/leaf.ts'
import { consistencyRanges, inclusionRanges, rootsOf } from '../../record/proof.ts'
import { walk } from '../../record/walk.ts'
import { judge, type Question, type Report } from './judge.ts'
import type { Proof, ProvedCheckpoint, ProvedEntry } from './proof-file.ts'
import { saltAndBody } from './sealed.ts'

const mostEntries = 100

/** Entries by number or id; `withBody` adds what they say, which is confidential. */
export interface Wanted {
  readonly entries: readonly string[]
  readonly withBody: boolean
}

interface Proving<T> {
  see(leaf: string, entry: EvidenceEntry): void
  /** Only once the whole record was seen. */
  proof(): T
}

type Proved = Report & { readonly proof?: Proof }

/**
 * The record's verdict and, when it is whole, the proof that the entries are in it and that it continues the checkpoints kept
 * outside. Throws NOT_FOUND for an entry that is not there, INVALID_INPUT for more than 100, and as `verifyHome`.
 */
export function prove(question: Question, wanted: Wanted): Proved {
  if (wanted.entries.length > mostEntries) {
    throw new HandoffError('INVALID_INPUT', `At most ${mostEntries} entries are proved at once.`, {
      hint: 'Ask for fewer, or export the record.',
    })
  }
  return judge<Proved>(question, ({ head }, decide) => {
    const size = head?.size ?? 0
    const entries = wanted.entries.map((name) => proveEntry(name, size, wanted.withBody))
    const earlier = question.outside.map((one) => proveCheckpoint(one, size))
    const report = decide(
      (evidence, sizes) => () =>
        walk(evidence.entries(), sizes, (leaf, entry) => {
          for (const one of [...entries, ...earlier]) one.see(leaf, entry)
        }),
    )
    if (report.outcome !== 'sound' || report.key === null || !head) return report
    const proof: Proof = {
      format: 'baton-proof',
      version: 1,
      key: report.key,
      checkpoint: head.note,
      entries: entries.map((one) => one.proof()),
      earlier: earlier.map((one) => one.proof()),
    }
    return { ...report, proof }
  })
}

function proveEntry(name: string, size: number, withBody: boolean): Proving<ProvedEntry> {
  const seq = /^\d{1,15}$/.test(name) ? Number(name) : seqOfId(name)
  if (seq === undefined || seq < 1 || seq > size) throw noEntry()
  const path = rootsOf(inclusionRanges(seq - 1, size))
  let found: EvidenceEntry | undefined
  return {
    see: (leaf, entry) => {
      path.see(leaf)
      if (entry.seq === seq) found = entry
    },
    proof: () => {
      if (!found || (found.id !== name && String(seq) !== name)) throw noEntry()
      const said = withBody ? saltAndBody(found.sealed) : {}
      return { header: headerText(found), inclusion: path.roots(), ...said }
    },
  }
}

function proveCheckpoint(checkpoint: Checkpoint, size: number): Proving<ProvedCheckpoint> {
  const path = rootsOf(consistencyRanges(Math.min(checkpoint.size, size), size))
  return {
    see: (leaf) => path.see(leaf),
    proof: () => ({ checkpoint: formatCheckpoint(checkpoint), consistency: path.roots() }),
  }
}

function noEntry(): HandoffError {
  return new HandoffError('NOT_FOUND', 'The record has no entry of a number or id given.', {
    hint: 'Numbers start at 1; ids have 26 characters.',
  })
}
