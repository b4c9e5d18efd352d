import { instantMs } from '../domain/time.ts'
import type { EvidenceEntry } from '../ports/entry-storage.ts'
import { leafHash, sealedDigest } from './leaf.ts'
import { push, rootOf } from './merkle.ts'
import { broken, type Finding, type Step } from './verdict.ts'

/** What one pass over all entries knows. `roots` has the root at each size that was asked for and exists. */
export interface Walk {
  readonly size: number
  readonly frontier: readonly string[]
  readonly roots: ReadonlyMap<number, string>
  readonly faults: readonly Finding[]
}

/** Recomputes every hash from what is stored and keeps the first fault of each step. */
export function walk(entries: Iterable<EvidenceEntry>, wanted: ReadonlySet<number>): Walk {
  const roots = new Map([[0, rootOf([])]])
  const faults = new Map<Step, Finding>()
  const blame = (step: Step, reason: string, entry: number) => {
    if (!faults.has(step)) faults.set(step, broken(step, reason, entry))
  }
  const frontier: string[] = []
  let [size, lastAt, lastId] = [0, '', '']
  for (const entry of entries) {
    size += 1
    if (entry.seq > size) blame('sequence', 'entries are missing from here', size)
    if (entry.seq < size) blame('sequence', 'an entry stands where none belongs', entry.seq)
    if (entry.at < lastAt || (entry.at !== lastAt && !isInstant(entry.at))) {
      blame('order', 'its time runs back or is none', entry.seq)
    }
    if (entry.id <= lastId) blame('order', 'its id repeats or runs back', entry.seq)
    if (entry.sealed === null) blame('bodies', 'its body or its salt is gone', entry.seq)
    else if (sealedDigest(entry.sealed) !== entry.digest) {
      blame('bodies', 'its body is not the one that was recorded', entry.seq)
    }
    const leaf = leafHash(entry)
    if (leaf !== entry.leaf) blame('leaves', 'it is not the entry that was recorded', entry.seq)
    push(frontier, leaf, size)
    if (wanted.has(size)) roots.set(size, rootOf(frontier))
    lastAt = entry.at
    lastId = entry.id
  }
  return { roots, size, frontier, faults: [...faults.values()] }
}

function isInstant(at: string): boolean {
  return at.endsWith('Z') && instantMs(at) !== undefined
}
