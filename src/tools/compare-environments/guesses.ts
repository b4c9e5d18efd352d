import { createHmac, randomBytes } from 'node:crypto'

import { bareOf } from '../../domain/settings/equal.ts'

/** So many pairs of values of one hidden setting are told apart while Baton runs; then whoever changes them is guessing. */
const mostPairs = 5
const mostSettings = 20_000

/**
 * Compares hidden values by a keyed hash. The key and what was compared live in memory alone, and what was compared once
 * may be asked again as often as one likes.
 */
export function createGuesses(): {
  /** Whether both are the same but for white space and quotes; null once too many pairs were asked for under that name. */
  same(name: string, left: string, right: string): boolean | null
} {
  const key = randomBytes(32)
  const asked = new Map<string, Set<string>>()
  const hash = (value: string): string => createHmac('sha256', key).update(value).digest('base64')
  return {
    same(name, left, right) {
      const [one, other] = [hash(bareOf(left)), hash(bareOf(right))]
      const place = hash(name)
      const pairs = asked.get(place) ?? new Set()
      const pair = `${one} ${other}`
      if (!pairs.has(pair)) {
        if (pairs.size >= mostPairs) return null
        if (asked.size >= mostSettings && !asked.has(place)) return null
        asked.set(place, pairs.add(pair))
      }
      return one === other
    },
  }
}
export type Guesses = ReturnType<typeof createGuesses>
