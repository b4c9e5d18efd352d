import { hash } from 'node:crypto'

/** Roots of the complete subtrees of a tree of some size, largest first: all that an append needs. */
export type Frontier = readonly string[]

const scratch = Buffer.alloc(65, 1)

/** RFC 6962 hash of an inner node. */
export function nodeHash(left: string, right: string): string {
  scratch.write(left, 1, 'hex')
  scratch.write(right, 33, 'hex')
  return hash('sha256', scratch)
}

/** Adds the leaf that makes the tree `size` leaves large, in place. */
export function push(frontier: string[], leaf: string, size: number): void {
  let node = leaf
  for (let rest = size; rest % 2 === 0; rest /= 2) node = nodeHash(frontier.pop()!, node)
  frontier.push(node)
}

/** RFC 6962 root of the tree with this frontier. */
export function rootOf(frontier: Frontier): string {
  if (frontier.length === 0) return hash('sha256', '')
  return frontier.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), frontier.at(-1)!)
}

/** Whether it is a hash as written here: 64 lower-case hexadecimal digits. */
export function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** Whether a frontier has the shape that a tree of that size has. */
export function fits(frontier: Frontier, size: number): boolean {
  const bits = size.toString(2).replaceAll('0', '').length
  return frontier.length === (size === 0 ? 0 : bits) && frontier.every(isHash)
}
