import { expect, test } from 'vitest'

import { type PatternEvent, coverageOf, minePatterns } from '../../src/domain/patterns.ts'
import type { Comparison } from '../../src/domain/patterns/compare.ts'
import { exclusionOf } from '../../src/domain/patterns/exclusion.ts'

const minute = 60_000
const comparison: Comparison = {
  before: { fromMs: 0, toMs: 30 * minute },
  during: { fromMs: 30 * minute, toMs: 60 * minute },
}

/** So many a minute, evenly, from one minute to another. */
function flow(message: string, perMinute: number, from: number, to: number): PatternEvent[] {
  return Array.from({ length: perMinute * (to - from) }, (_, i) => ({
    atMs: from * minute + (i * minute) / perMinute,
    message: message.replace('#', `${i}`),
  }))
}

test('each pattern is new, surged, vanished or steady, with its counts before and during', () => {
  const events = [
    ...flow('steady refusal #', 6, 0, 60),
    ...flow('pool exhausted after # ms', 3, 30, 60),
    ...flow('slow answer of shard #', 1, 0, 30),
    ...flow('slow answer of shard #', 8, 30, 60),
    ...flow('cache warmed with # keys', 2, 0, 30),
  ]
  const patterns = minePatterns(events, { comparison })
  expect(
    patterns.map(({ template, change, before, during }) => [template, change, before, during]),
  ).toEqual([
    ['pool exhausted after <*> ms', 'new', 0, 90],
    ['slow answer of shard <*>', 'surged', 30, 240],
    ['steady refusal <*>', 'steady', 180, 180],
    ['cache warmed with <*> keys', 'vanished', 60, 0],
  ])
  expect(coverageOf(patterns)).toBe(100)
  expect(coverageOf(patterns.slice(0, 2))).toBe(46)
})

test('a message of a moment is not new, nor is anything when all of the traffic grew', () => {
  const burst = Array.from({ length: 40 }, (_, i) => ({
    atMs: 40 * minute + i,
    message: `retry ${i} of the same loop`,
  }))
  const noise = ['alpha lost', 'beta slow', 'gamma refused', 'delta reset']
  const known = noise.flatMap((text) => [
    ...flow(`${text} #`, 1, 0, 30),
    ...flow(`${text} #`, 10, 30, 60),
  ])
  const rare = flow('omega late by #', 1, 30, 33)
  const steady = noise.flatMap((text) => flow(`${text} #`, 2, 0, 60))
  const isNew = (events: readonly PatternEvent[]): readonly string[] =>
    minePatterns(events, { comparison })
      .filter(({ change }) => change === 'new')
      .map(({ template }) => template)
  expect(isNew([...steady, ...burst])).toEqual([])
  expect(isNew([...known, ...rare])).toEqual([])
  expect(isNew([...steady, ...flow('omega late by #', 1, 30, 60)])).toEqual(['omega late by <*>'])
})

test('of a sample each step is weighed by what it stands for', () => {
  const sampled = [...flow('lost lease #', 1, 0, 30), ...flow('lost lease #', 1, 30, 60)]
  const totals = Array.from({ length: 60 }, (_, i) => (i < 30 ? 1 : 20))
  const [pattern] = minePatterns(sampled, {
    comparison: { ...comparison, sampling: { fromMs: 0, bucketMs: minute, totals } },
  })
  expect(pattern).toMatchObject({ count: 630, before: 30, during: 600, change: 'surged' })
})

test('G1: a template shows no word that its reader does not see in the example, and its id tells none', () => {
  const message = (name: string): PatternEvent => ({
    atMs: 0,
    message: `${name} could not sign in`,
  })
  const shown = (text: string): string =>
    text.replace(/^(?:Ottilie|Amaury)/, '«person:7Q3fK2abXk9sLm2P»')
  const ottilie = minePatterns([message('Ottilie')], { shown })
  const amaury = minePatterns([message('Amaury'), message('Ottilie')], { shown })
  expect(ottilie[0]!.template).toBe('<*> could not sign in')
  expect(amaury.map(({ template, count }) => [template, count])).toEqual([
    ['<*> could not sign in', 2],
  ])
  expect(amaury[0]!.id).toBe(ottilie[0]!.id)
})

test('what a pattern excludes is what mining put into it, and its phrases stand in each of them', () => {
  const events = [
    ...flow('upload of /var/spool/#/a.bin (3.2 MB) failed for host db-#.example.org', 2, 0, 3),
    ...flow('upload queue empty', 1, 0, 3),
    ...['root', 'ann', 'bob', 'cid', 'dan', 'eve', 'fay'].map((name, atMs) => ({
      atMs,
      message: `login of ${name} refused by door`,
    })),
    { atMs: 1, message: 'login of root refused by warden' },
  ]
  const patterns = minePatterns(events)
  for (const pattern of patterns) {
    const { matches, phrases } = exclusionOf([pattern], patterns)
    const left = events.filter(({ message }) => !matches(message))
    expect(events.length - left.length, pattern.template).toBe(pattern.count)
    for (const { message } of events.filter((event) => matches(event.message))) {
      expect(phrases[0]!.every((phrase) => message.includes(phrase))).toBe(true)
    }
  }
  const all = exclusionOf(patterns)
  expect(events.some(({ message }) => !all.matches(message))).toBe(false)
  expect(all.matches('something else entirely')).toBe(false)
})
