import { nodeHash, push, rootOf } from '../../../src/record/merkle.ts'

/** The hashes that lead from leaf number `index` (from 0) to the root, nearest first (RFC 6962, section 2.1.1). */
export function inclusionProof(leaves: readonly string[], index: number): readonly string[] {
  if (leaves.length < 2) return []
  const k = split(leaves.length)
  return index < k
    ? [...inclusionProof(leaves.slice(0, k), index), treeRoot(leaves.slice(k))]
    : [...inclusionProof(leaves.slice(k), index - k), treeRoot(leaves.slice(0, k))]
}

/** Whether the proof leads from that leaf to that root (RFC 9162, section 2.1.3.2). */
export function includes(
  proof: readonly string[],
  leaf: string,
  index: number,
  size: number,
  root: string,
): boolean {
  if (index >= size) return false
  let [at, last, node] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      node = nodeHash(sibling, node)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else node = nodeHash(node, sibling)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && node === root
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

/** Whether the proof shows the older tree to be a prefix of the newer (RFC 9162, section 2.1.4.2). */
export function isConsistent(
  proof: readonly string[],
  older: { readonly size: number; readonly root: string },
  newer: { readonly size: number; readonly root: string },
): boolean {
  if (older.size > newer.size) return false
  if (older.size === newer.size) return proof.length === 0 && older.root === newer.root
  if (older.size === 0) return proof.length === 0
  const path = Number.isInteger(Math.log2(older.size)) ? [older.root, ...proof] : [...proof]
  const [first, ...others] = path
  if (first === undefined) return false
  let [at, last] = [older.size - 1, newer.size - 1]
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  let [before, after] = [first, first]
  for (const sibling of others) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      before = nodeHash(sibling, before)
      after = nodeHash(sibling, after)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else after = nodeHash(after, sibling)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && before === older.root && after === newer.root
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
