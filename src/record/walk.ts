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

type Place = Pick<EvidenceEntry, 'seq' | 'at' | 'id'>

/** What a pass over neighbouring entries knows, the first of which is number `before` + 1. */
export interface Stretch {
  readonly before: number
  /** How many entries there are up to its end. */
  readonly size: number
  /** Of the tree that these entries alone make, at its end and at each size that was asked for. */
  readonly frontier: readonly string[]
  readonly frontiers: ReadonlyMap<number, readonly string[]>
  readonly faults: readonly Finding[]
  readonly first: Place | null
  readonly last: Place | null
}

/** Sees each leaf as it is recomputed, with its entry. */
export type See = (leaf: string, entry: EvidenceEntry) => void

const nowhere: Place = { seq: 0, at: '', id: '' }

/** Recomputes every hash from what is stored and keeps the first fault of each step. */
export function walkStretch(
  entries: Iterable<EvidenceEntry>,
  before: number,
  wanted: ReadonlySet<number>,
  see?: See,
): Stretch {
  const frontiers = new Map<number, readonly string[]>()
  const faults = new Map<Step, Finding>()
  const blame = (step: Step, reason: string, entry: number) => {
    if (!faults.has(step)) faults.set(step, broken(step, reason, entry))
  }
  const frontier: string[] = []
  let size = before
  let first: Place | null = null
  let last = nowhere
  for (const entry of entries) {
    size += 1
    if (entry.seq > size) blame('sequence', 'entries are missing from here', size)
    if (entry.seq < size) blame('sequence', 'an entry stands where none belongs', entry.seq)
    const disorder = disorderOf(entry, last)
    if (disorder !== undefined) blame('order', disorder, entry.seq)
    if (entry.sealed === null) blame('bodies', 'its body or its salt is gone', entry.seq)
    else if (sealedDigest(entry.sealed) !== entry.digest) {
      blame('bodies', 'its body is not the one that was recorded', entry.seq)
    }
    const leaf = leafHash(entry)
    if (leaf !== entry.leaf) blame('leaves', 'it is not the entry that was recorded', entry.seq)
    push(frontier, leaf, size - before)
    if (wanted.has(size)) frontiers.set(size, [...frontier])
    see?.(leaf, entry)
    first ??= entry
    last = entry
  }
  return {
    before,
    size,
    frontier,
    frontiers,
    faults: [...faults.values()],
    first: first && placeOf(first),
    last: last === nowhere ? null : placeOf(last),
  }
}

/** The whole record in one pass. */
export function walk(
  entries: Iterable<EvidenceEntry>,
  wanted: ReadonlySet<number>,
  see?: See,
): Walk {
  const { size, frontier, frontiers, faults } = walkStretch(entries, 0, wanted, see)
  const roots = [...frontiers].map(([at, nodes]) => [at, rootOf(nodes)] as const)
  return { size, frontier, faults, roots: new Map([[0, rootOf([])], ...roots]) }
}

/** Why an entry may not follow another; undefined when it may. */
export function disorderOf(entry: Place, last: Place): string | undefined {
  if (entry.at < last.at || (entry.at !== last.at && !isInstant(entry.at))) {
    return 'its time runs back or is none'
  }
  return entry.id <= last.id ? 'its id repeats or runs back' : undefined
}

function placeOf({ seq, at, id }: Place): Place {
  return { seq, at, id }
}

/** In a torn file anything may stand in any column. */
function isInstant(at: unknown): boolean {
  return typeof at === 'string' && at.endsWith('Z') && instantMs(at) !== undefined
}
