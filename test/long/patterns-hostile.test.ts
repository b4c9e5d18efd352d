import { expect, test } from 'vitest'

import { createMiner } from '../../src/domain/patterns/miner.ts'

const lines = 30_000

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 4_294_967_296
  }
}

const next = random(7)
const pick = (from: string): string => from[Math.floor(next() * from.length)]!
const text = (from: string, size: number): string =>
  Array.from({ length: size }, () => pick(from)).join('')
const small = 'abcdefghijklmnopqrstuvwxyz'
const floods: Readonly<Record<string, () => string>> = {
  'random words': () => Array.from({ length: 12 }, () => text(small, 6)).join(' '),
  'as many words as count': () => Array.from({ length: 64 }, () => text(small, 4)).join(' '),
  'lines of any length': () =>
    Array.from({ length: 1 + next() * 60 }, () => text(small, 3)).join(' '),
  'one long word': () => text(small, 1_000),
  'states without end': () => Array.from({ length: 20 }, () => text('ABCDEFGH', 3)).join(' '),
  'marks alone': () => text('/:.-@<=«"[', 1_000),
  'tokens that never close': () => '«'.repeat(1_000) + text(small, 3),
  'names without end': () => 'a.b.c:'.repeat(160) + text(small, 3),
}

/** Seconds of processor time for each half, and what is found; a true pattern comes once in 100 lines. */
function flood(make: () => string) {
  const miner = createMiner()
  const halves: number[] = []
  for (let half = 0; half < 2; half++) {
    const started = process.cpuUsage()
    for (let i = 0; i < lines / 2; i++) {
      const line = i % 100 === 0 ? `disk ${i} is full` : make()
      miner.offer(line, 0, line.length, i)
    }
    halves.push(process.cpuUsage(started).user / 1e6)
  }
  return { halves, mined: miner.done() }
}

test.each(Object.keys(floods))(
  '%s: each line costs the same, nothing is lost, the true pattern stays',
  (name) => {
    const { halves, mined } = flood(floods[name]!)
    expect(halves[1]).toBeLessThan(3 * halves[0]! + 1)
    expect(mined.length).toBeLessThanOrEqual(8_192)
    expect(mined.reduce((sum, { tally }) => sum + tally.count, 0)).toBe(lines)
    const full = mined.find(({ template }) => template.text === 'disk <*> is full')
    expect(full?.tally.count).toBe(lines / 100)
  },
)
