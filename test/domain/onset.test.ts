import fc from 'fast-check'
import { expect, test } from 'vitest'

import { negativeBinomial, seeded } from '../../bench/onset/draw.ts'
import { findOnset } from '../../src/domain/onset.ts'

const minuteMs = 60_000

/** Negative binomial: variance is `dispersion` times the mean. */
function noisy(mean: number, dispersion: number, random: () => number): number {
  return negativeBinomial(mean, mean / (dispersion - 1), random)
}

type Bucket = { fromMs: number; total: number; errors: number }

function series(errors: readonly number[], totals?: readonly number[]): Bucket[] {
  return errors.map((count, i) => ({
    fromMs: i * minuteMs,
    errors: count,
    total: totals?.[i] ?? count,
  }))
}

function draw(seed: number, mean: (i: number) => number, dispersion = 2, length = 60): Bucket[] {
  const random = seeded(seed)
  return series(Array.from({ length }, (_, i) => noisy(mean(i), dispersion, random)))
}

test.each([0.5, 2, 10, 30])(
  'noise around %d a minute raises a false alarm at most in 4 of 200',
  (mean) => {
    const alarms = Array.from({ length: 200 }, (_, seed) =>
      findOnset(
        draw(seed, () => mean),
        minuteMs,
      ),
    ).filter(({ found }) => found)
    expect(alarms.length).toBeLessThanOrEqual(4)
  },
)

test.each([1, 5, 30])(
  'a step to ten times %d a minute is found within two buckets in 95 of 100',
  (mean) => {
    const near = Array.from({ length: 100 }, (_, seed) => {
      const at = 20 + (seed % 25)
      const onset = findOnset(
        draw(seed, (i) => (i >= at ? mean * 10 : mean)),
        minuteMs,
      )
      return onset.found && Math.abs(onset.atMs / minuteMs - at) <= 2
    }).filter(Boolean)
    expect(near.length).toBeGreaterThanOrEqual(95)
  },
)

test('a threefold step is found in at least 90 of 100, and 90 % of the intervals hold its start', () => {
  const found = Array.from({ length: 100 }, (_, seed) =>
    findOnset(
      draw(seed, (i) => (i >= 30 ? 15 : 5)),
      minuteMs,
    ),
  ).filter((onset) => onset.found)
  const held = found.filter(
    ({ earliestMs, latestMs }) => earliestMs <= 30 * minuteMs && latestMs >= 30 * minuteMs,
  )
  expect(found.length).toBeGreaterThanOrEqual(90)
  expect(held.length / found.length).toBeGreaterThanOrEqual(0.9)
})

test('a burst of 15 minutes has a start and an end', () => {
  const onset = findOnset(
    draw(1, (i) => (i >= 20 && i < 35 ? 50 : 5)),
    minuteMs,
  )
  expect(onset).toMatchObject({ found: true, atMs: 20 * minuteMs, endMs: 35 * minuteMs, p: 1e-6 })
})

test('errors that grow with the traffic are no onset; a larger share is', () => {
  const totals = Array.from({ length: 60 }, (_, i) => (i < 30 ? 1_000 : 8_000))
  const steady = totals.map((total) => total / 100)
  const rising = totals.map((total, i) => (i < 40 ? total / 100 : total / 5))
  const calm = findOnset(series(steady, totals), minuteMs)
  expect(calm.found && calm.signal).not.toBe('error share')
  expect(findOnset(series(rising, totals), minuteMs)).toMatchObject({
    found: true,
    signal: 'error share',
    atMs: 40 * minuteMs,
    rateBefore: 0.01,
    rateDuring: 0.2,
    endMs: null,
  })
})

test('without errors a fall of the volume is the signal', () => {
  const random = seeded(3)
  const totals = Array.from({ length: 60 }, (_, i) => noisy(i < 40 ? 100 : 10, 3, random))
  const onset = findOnset(
    series(
      totals.map(() => 0),
      totals,
    ),
    minuteMs,
  )
  expect(onset).toMatchObject({ found: true, signal: 'volume', atMs: 40 * minuteMs, endMs: null })
  expect(onset.found && onset.ratio).toBeLessThan(0.2)
})

test('one wild minute is no change', () => {
  const counts = Array.from({ length: 60 }, (_, i) => (i === 30 ? 500 : 5))
  expect(findOnset(series(counts), minuteMs)).toEqual({ found: false, reason: 'no change found' })
})

test('too little is said to be too little', () => {
  expect(findOnset(series([1, 2, 3]), minuteMs)).toEqual({
    found: false,
    reason: 'too few buckets',
  })
  const rare = Array.from({ length: 60 }, (_, i) => Number(i % 20 === 0))
  expect(findOnset(series(rare), minuteMs)).toEqual({ found: false, reason: 'too few events' })
  expect(findOnset(series(rare.map(() => 0)), minuteMs)).toEqual({
    found: false,
    reason: 'too few events',
  })
})

test('the same counts give the same answer', () => {
  const buckets = draw(9, (i) => (i >= 30 ? 8 : 2))
  expect(findOnset(buckets, minuteMs)).toEqual(findOnset(buckets, minuteMs))
})

test('whatever the counts are, an onset lies in its interval, before its end and within the series', () => {
  const count = fc.oneof(fc.nat(3), fc.nat(1_000), fc.constant(1e9), fc.constant(0))
  const bucket = fc.record({ errors: count, more: count })
  fc.assert(
    fc.property(fc.array(bucket, { maxLength: 150 }), (drawn) => {
      const buckets = drawn.map(({ errors, more }, i) => ({
        fromMs: i * minuteMs,
        errors,
        total: errors + more,
      }))
      const onset = findOnset(buckets, minuteMs)
      if (!onset.found) return
      const { atMs, earliestMs, latestMs, ratio, p, rateBefore, rateDuring } = onset
      const endMs = onset.endMs ?? buckets.length * minuteMs
      expect(earliestMs).toBeLessThanOrEqual(atMs)
      expect(latestMs).toBeGreaterThan(atMs)
      expect(endMs).toBeGreaterThan(atMs)
      expect(endMs).toBeLessThanOrEqual(buckets.length * minuteMs)
      expect([ratio, p, rateBefore, rateDuring].every(Number.isFinite)).toBe(true)
      expect(p).toBeGreaterThan(0)
      expect(p).toBeLessThanOrEqual(0.02)
    }),
  )
})

test('flapping: the first of two bursts is the onset; what only comes back is none', () => {
  const random = seeded(5)
  const flapping = Array.from({ length: 120 }, (_, i) =>
    noisy((i >= 30 && i < 50) || (i >= 80 && i < 100) ? 50 : 5, 2, random),
  )
  const first = findOnset(series(flapping), minuteMs)
  expect(first).toMatchObject({ found: true, atMs: 30 * minuteMs, endMs: 50 * minuteMs })
  const outage = Array.from({ length: 120 }, (_, i) => noisy(i >= 40 && i < 80 ? 3 : 40, 2, random))
  expect(findOnset(series(outage), minuteMs)).toMatchObject({ found: false })
})
