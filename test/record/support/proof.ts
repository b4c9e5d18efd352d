import { push, rootOf } from '../../../src/record/merkle.ts'

/** The hashes that lead from leaf number `index` (from 0) to the root, nearest first (RFC 6962, section 2.1.1). */
export function inclusionProof(leaves: readonly string[], index: number): readonly string[] {
  if (leaves.length < 2) return []
  const k = split(leaves.length)
  return index < k
    ? [...inclusionProof(leaves.slice(0, k), index), treeRoot(leaves.slice(k))]
    : [...inclusionProof(leaves.slice(k), index - k), treeRoot(leaves.slice(0, k))]
}

/** The hashes that show the first `size` leaves to be a prefix of all (RFC 6962, section 2.1.2). */
export function consistencyProof(leaves: readonly string[], size: number): readonly string[] {
  return size === 0 || size >= leaves.length ? [] : subproof(leaves, size, true)
}

function subproof(leaves: readonly string[], size: number, whole: boolean): readonly string[] {
  if (size === leaves.length) return whole ? [] : [treeRoot(leaves)]
  const k = split(leaves.length)
  return size <= k
    ? [...subproof(leaves.slice(0, k), size, whole), treeRoot(leaves.slice(k))]
    : [...subproof(leaves.slice(k), size - k, false), treeRoot(leaves.slice(0, k))]
}

/** RFC 6962 root over leaf hashes. */
export function treeRoot(leaves: readonly string[]): string {
  const frontier: string[] = []
  leaves.forEach((leaf, index) => push(frontier, leaf, index + 1))
  return rootOf(frontier)
}

/** The largest power of two below `size`. */
function split(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1))
}
