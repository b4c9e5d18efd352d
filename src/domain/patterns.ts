import { sha256 } from './json.ts'
import { tokensOf, wildcard } from './patterns/tokens.ts'

/** Messages that say the same thing with other values. The texts are still raw. */
export interface Pattern {
  /** `P-` and six hexadecimal digits of the template's hash: the same template has the same id everywhere. */
  readonly id: string
  readonly template: string
  readonly count: number
  readonly firstMs: number
  readonly lastMs: number
  /** The first message in time. */
  readonly exemplar: string
  /** Never seen before `newSinceMs`; false when that was not given. */
  readonly isNew: boolean
}

interface Group {
  readonly words: string[]
  count: number
  firstMs: number
  lastMs: number
  exemplar: string
}

const leastAlike = 0.6
const mostInLeaf = 100
const mostGroups = 5_000
const mostRemembered = 50_000

/** Drain-like: messages meet by length and first fixed word, then join the group that agrees in most words. Most frequent first. */
export function minePatterns(
  messages: Iterable<{ readonly atMs: number; readonly message: string }>,
  newSinceMs: number | null = null,
): readonly Pattern[] {
  const leaves = new Map<string, Group[]>()
  const known = new Map<string, Group>()
  let groups = 0
  for (const { atMs, message } of messages) {
    const words = tokensOf(message)
    const exact = words.join(' ')
    let group = known.get(exact)
    if (!group) {
      const leaf = leafOf(leaves, words)
      group = closest(leaf, words)
      if (group) widen(group, words)
      else if (leaf.length < mostInLeaf && groups < mostGroups) {
        group = { words: [...words], count: 0, firstMs: atMs, lastMs: atMs, exemplar: message }
        leaf.push(group)
        groups++
      } else group = overflow(leaf, words, atMs, message)
      if (known.size < mostRemembered) known.set(exact, group)
    }
    count(group, atMs, message)
  }
  const all = [...leaves.values()].flat().map((group) => toPattern(group, newSinceMs))
  return merged(all).toSorted((a, b) => b.count - a.count || a.firstMs - b.firstMs)
}

/** One group for all that is left over in a leaf that is full, so that random text cannot make mining slow. */
function overflow(leaf: Group[], words: readonly string[], atMs: number, message: string): Group {
  const last = leaf.at(-1)
  if (last && last.words.slice(1).every((word) => word === wildcard)) return last
  const blank = words.map((word, i) => (i === 0 ? word : wildcard))
  const group = { words: blank, count: 0, firstMs: atMs, lastMs: atMs, exemplar: message }
  leaf.push(group)
  return group
}

function leafOf(leaves: Map<string, Group[]>, words: readonly string[]): Group[] {
  const first = words[0] ?? ''
  const key = `${words.length} ${first.includes(wildcard) ? wildcard : first}`
  let leaf = leaves.get(key)
  if (!leaf) {
    leaf = []
    leaves.set(key, leaf)
  }
  return leaf
}

function closest(leaf: readonly Group[], words: readonly string[]): Group | undefined {
  let best: Group | undefined
  let bestAlike = leastAlike
  for (const group of leaf) {
    const alike = likeness(group.words, words)
    if (alike >= bestAlike) {
      best = group
      bestAlike = alike
    }
  }
  return best
}

/** The share of words that are equal; a wildcard that meets a wildcard agrees, one that meets a word does not. */
function likeness(template: readonly string[], words: readonly string[]): number {
  if (words.length === 0) return 1
  let equal = 0
  for (let i = 0; i < words.length; i++) {
    if (template[i] === words[i]) equal++
  }
  return equal / words.length
}

function widen(group: Group, words: readonly string[]): void {
  for (let i = 0; i < words.length; i++) {
    if (group.words[i] !== words[i]) group.words[i] = wildcard
  }
}

function count(group: Group, atMs: number, message: string): void {
  group.count++
  group.lastMs = Math.max(group.lastMs, atMs)
  if (atMs < group.firstMs) {
    group.firstMs = atMs
    group.exemplar = message
  }
}

function toPattern(group: Group, newSinceMs: number | null): Pattern {
  const template = group.words.join(' ')
  return {
    id: `P-${sha256(template).slice(0, 6)}`,
    template,
    count: group.count,
    firstMs: group.firstMs,
    lastMs: group.lastMs,
    exemplar: group.exemplar,
    isNew: newSinceMs !== null && group.firstMs >= newSinceMs,
  }
}

/** Groups that came to the same template are one pattern. */
function merged(patterns: readonly Pattern[]): readonly Pattern[] {
  const byId = new Map<string, Pattern>()
  for (const pattern of patterns) {
    const twin = byId.get(pattern.id)
    if (!twin) {
      byId.set(pattern.id, pattern)
      continue
    }
    const earlier = twin.firstMs <= pattern.firstMs ? twin : pattern
    byId.set(pattern.id, {
      ...earlier,
      count: twin.count + pattern.count,
      lastMs: Math.max(twin.lastMs, pattern.lastMs),
      isNew: twin.isNew && pattern.isNew,
    })
  }
  return [...byId.values()]
}
