import { hole, kindOf, letter } from './characters.ts'

/** A distinct shape with how often it came. */
export interface Member {
  readonly text: string
  readonly words: readonly string[]
  readonly weight: number
}

const leastAlike = 0.5
const mostCompared = 64
const blank = String.fromCharCode(hole)

interface Cluster {
  readonly seed: Member
  readonly fixed: number
  readonly members: Member[]
}

/**
 * Shapes of one length that agree in half of their fixed words with the most frequent one among them. The order in which
 * they came does not matter; each is compared with 64 others at most.
 */
export function clusterShapes(members: readonly Member[]): readonly (readonly Member[])[] {
  const sorted = members.toSorted((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))
  const clusters: Cluster[] = []
  const byWord = new Map<string, Cluster[]>()
  for (const member of sorted) {
    const keys = fixedKeys(member.words)
    const home = closest(member, keys, byWord)
    if (home) {
      home.members.push(member)
      continue
    }
    const cluster = { seed: member, fixed: keys.length, members: [member] }
    clusters.push(cluster)
    for (const key of keys.length === 0 ? [noneOf(member)] : keys) {
      const held = byWord.get(key)
      if (!held) byWord.set(key, [cluster])
      else if (held.length < mostCompared) held.push(cluster)
    }
  }
  return clusters.map((cluster) => cluster.members)
}

/** The cluster with the seed that is most alike; the earlier one of equals. */
function closest(
  member: Member,
  keys: readonly string[],
  byWord: ReadonlyMap<string, readonly Cluster[]>,
): Cluster | undefined {
  if (keys.length === 0) return byWord.get(noneOf(member))?.[0]
  const shared = new Map<Cluster, number>()
  for (const key of keys) {
    for (const cluster of byWord.get(key) ?? []) shared.set(cluster, (shared.get(cluster) ?? 0) + 1)
  }
  let best: Cluster | undefined
  let bestAlike = 0
  for (const [cluster, equal] of shared) {
    const alike = equal / Math.max(keys.length, cluster.fixed)
    if (alike < leastAlike || alike < bestAlike) continue
    if (alike === bestAlike && best && best.seed.text <= cluster.seed.text) continue
    best = cluster
    bestAlike = alike
  }
  return best
}

/** The fixed words of a shape with their places. */
function fixedKeys(words: readonly string[]): readonly string[] {
  const keys: string[] = []
  for (const [i, word] of words.entries()) {
    if (isFixed(word)) keys.push(`${words.length} ${i} ${word}`)
  }
  return keys
}

function noneOf({ words }: Member): string {
  return `${words.length}`
}

/** Whether a word says something besides its values. */
export function isFixed(word: string): boolean {
  if (!word.includes(blank)) return true
  for (let i = 0; i < word.length; i++) if (kindOf(word.charCodeAt(i)) === letter) return true
  return false
}
