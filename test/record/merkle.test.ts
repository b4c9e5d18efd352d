import { createHash } from 'node:crypto'

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { fits, push, rootOf } from '../../src/record/merkle.ts'
import {
  consistencyRanges,
  includes,
  inclusionRanges,
  isConsistent,
  rootsOf,
} from '../../src/record/proof.ts'
import { consistencyProof, inclusionProof, treeRoot } from './support/proof.ts'

const sha = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest()
const leafOf = (data: string) => sha(Buffer.of(0), Buffer.from(data, 'hex')).toString('hex')

/** MTH of RFC 6962, section 2.1, word for word. */
function naive(leaves: readonly string[]): Buffer {
  if (leaves.length === 0) return sha()
  if (leaves.length === 1) return Buffer.from(leaves[0]!, 'hex')
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha(Buffer.of(1), naive(leaves.slice(0, k)), naive(leaves.slice(k)))
}

/** The test log of the Certificate Transparency project. */
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const leafList = (min: number) =>
  fc.uniqueArray(
    fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((bytes) => Buffer.from(bytes).toString('hex')),
    { minLength: min, maxLength: 70 },
  )

describe('the tree', () => {
  test('has the roots that RFC 6962 logs have', () => {
    const leaves = inputs.map(leafOf)
    expect(roots.map((_, index) => treeRoot(leaves.slice(0, index + 1)))).toEqual(roots)
    expect(treeRoot([])).toBe(sha().toString('hex'))
  })

  test('grown leaf by leaf has the root of the definition', () => {
    fc.assert(
      fc.property(leafList(0), (leaves) => {
        const frontier: string[] = []
        leaves.forEach((leaf, index) => {
          push(frontier, leaf, index + 1)
          expect(fits(frontier, index + 1)).toBe(true)
        })
        expect(rootOf(frontier)).toBe(naive(leaves).toString('hex'))
      }),
    )
  })

  test('a frontier of another size or shape does not fit', () => {
    const hash = 'a'.repeat(64)
    expect([fits([], 0), fits([hash], 8), fits([hash, hash], 8), fits([''], 8)]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})

describe('proofs', () => {
  test('every leaf is shown to be in the tree, and nothing else is', () => {
    fc.assert(
      fc.property(leafList(2), fc.nat(), fc.nat(), (leaves, pick, other) => {
        const index = pick % leaves.length
        const root = naive(leaves).toString('hex')
        const proof = inclusionProof(leaves, index)
        const leaf = leaves[index]!
        expect(includes(proof, leaf, index, { size: leaves.length, root })).toBe(true)
        expect(includes(proof, 'f0'.repeat(32), index, { size: leaves.length, root })).toBe(false)
        expect(includes([...proof, leaf], leaf, index, { size: leaves.length, root })).toBe(false)
        expect(includes(proof, leaf, leaves.length, { size: leaves.length, root })).toBe(false)
        const wrong = (index + 1 + (other % (leaves.length - 1))) % leaves.length
        expect(includes(proof, leaf, wrong, { size: leaves.length, root })).toBe(false)
      }),
    )
  })

  test('every prefix is shown to be one, and a rewritten prefix is not', () => {
    fc.assert(
      fc.property(leafList(1), fc.nat(), (leaves, pick) => {
        const size = 1 + (pick % leaves.length)
        const proof = consistencyProof(leaves, size)
        const older = { size, root: naive(leaves.slice(0, size)).toString('hex') }
        const newer = { size: leaves.length, root: naive(leaves).toString('hex') }
        expect(isConsistent(proof, older, newer)).toBe(true)
        expect(isConsistent(proof, { size, root: 'f0'.repeat(32) }, newer)).toBe(false)
        expect(isConsistent(proof, older, { ...newer, root: 'f0'.repeat(32) })).toBe(false)
        expect(isConsistent(proof, newer, older)).toBe(size === leaves.length)
      }),
    )
  })

  test('gathered while the leaves pass by once they are those of the definition', () => {
    fc.assert(
      fc.property(leafList(1), fc.nat(), (leaves, pick) => {
        const index = pick % leaves.length
        const inclusion = rootsOf(inclusionRanges(index, leaves.length))
        const consistency = rootsOf(consistencyRanges(index, leaves.length))
        for (const leaf of leaves) {
          inclusion.see(leaf)
          consistency.see(leaf)
        }
        expect(inclusion.roots()).toEqual(inclusionProof(leaves, index))
        expect(consistency.roots()).toEqual(consistencyProof(leaves, index))
      }),
    )
  })

  test('with a hash that is none are refused', () => {
    const root = treeRoot(inputs.slice(0, 2).map(leafOf))
    const [leaf, sibling] = inputs.map(leafOf)
    expect(includes([sibling!], leaf!, 0, { size: 2, root })).toBe(true)
    expect(includes([`${sibling}00`], leaf!, 0, { size: 2, root })).toBe(false)
    expect(includes([sibling!], `${leaf}00`, 0, { size: 2, root })).toBe(false)
    const older = { size: 1, root: leaf! }
    expect(isConsistent([sibling!], older, { size: 2, root })).toBe(true)
    expect(isConsistent([sibling!.toUpperCase()], older, { size: 2, root })).toBe(false)
  })

  test('an empty log is a prefix of every log', () => {
    expect(isConsistent([], { size: 0, root: treeRoot([]) }, { size: 1, root: roots[0]! })).toBe(
      true,
    )
  })
})
