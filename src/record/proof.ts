import { isHash, nodeHash, push, rootOf } from './merkle.ts'

/** Neighbouring leaves, counted from 0: `from` is the first of them, `to` the first after them. */
export interface Range {
  readonly from: number
  readonly to: number
}

interface Tree {
  readonly size: number
  readonly root: string
}

/** The subtrees whose roots lead from leaf number `index` (from 0) to the root, nearest first (RFC 6962, section 2.1.1). */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  return pathTo(index, { from: 0, to: size })
}

function pathTo(index: number, tree: Range): readonly Range[] {
  if (tree.to - tree.from < 2) return []
  const [left, right] = halves(tree)
  return index < left.to ? [...pathTo(index, left), right] : [...pathTo(index, right), left]
}

/** The subtrees whose roots show the first `older` of `newer` leaves to be a prefix (RFC 6962, section 2.1.2). */
export function consistencyRanges(older: number, newer: number): readonly Range[] {
  return older === 0 ? [] : seam(older, { from: 0, to: newer }, true)
}

function seam(cut: number, tree: Range, known: boolean): readonly Range[] {
  if (cut === tree.to) return known ? [] : [tree]
  const [left, right] = halves(tree)
  return cut <= left.to ? [...seam(cut, left, known), right] : [...seam(cut, right, false), left]
}

/** RFC 6962 splits before the largest power of two below the size. */
function halves({ from, to }: Range): readonly [Range, Range] {
  const middle = from + 2 ** Math.floor(Math.log2(to - from - 1))
  return [
    { from, to: middle },
    { from: middle, to },
  ]
}

/** Gathers the roots of ranges that do not overlap while the leaves pass by once, in order. */
export function rootsOf(ranges: readonly Range[]): {
  see(leaf: string): void
  /** In the order of the ranges given. */
  roots(): readonly string[]
} {
  const sorted = ranges.toSorted((a, b) => a.from - b.from)
  const found = new Map<Range, string>()
  let [at, next] = [0, 0]
  let frontier: string[] = []
  return {
    see: (leaf) => {
      const range = sorted[next]
      if (range && at >= range.from) {
        push(frontier, leaf, at - range.from + 1)
        if (at + 1 === range.to) {
          found.set(range, rootOf(frontier))
          frontier = []
          next += 1
        }
      }
      at += 1
    },
    roots: () => ranges.map((range) => found.get(range) ?? ''),
  }
}

/** Whether the proof leads from that leaf to the tree's root (RFC 9162, section 2.1.3.2). */
export function includes(
  proof: readonly string[],
  leaf: string,
  index: number,
  { size, root }: Tree,
): boolean {
  if (index < 0 || index >= size || ![leaf, ...proof].every(isHash)) return false
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

/** Whether the proof shows the older tree to be a prefix of the newer (RFC 9162, section 2.1.4.2). */
export function isConsistent(proof: readonly string[], older: Tree, newer: Tree): boolean {
  if (older.size > newer.size || !proof.every(isHash)) return false
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
