import fc from 'fast-check'
import { expect, test } from 'vitest'

import { evenSample } from '../../src/domain/logs/even-sample.ts'

test('everything is held while there is room', () => {
  const sample = evenSample<number>(100)
  for (let i = 0; i < 100; i++) sample.offer(() => i, i % 7)
  expect(sample.held().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i))
  expect(sample.seen).toBe(100)
})

test('a burst leaves the quiet time before it whole', () => {
  const sample = evenSample<{ step: number }>(1_000)
  for (let step = 0; step < 30; step++) sample.offer(() => ({ step }), step)
  for (let i = 0; i < 500_000; i++) sample.offer(() => ({ step: 30 + (i % 30) }), 30 + (i % 30))
  const counts = Map.groupBy(sample.held(), ({ step }) => step)
  for (let step = 0; step < 30; step++) expect(counts.get(step)).toHaveLength(1)
  const busy = Array.from({ length: 30 }, (_, i) => counts.get(30 + i)!.length)
  expect(Math.min(...busy)).toBeGreaterThan(20)
  expect(Math.max(...busy) - Math.min(...busy)).toBeLessThanOrEqual(1)
})

test('within a step each item has the same chance', () => {
  const halves = [0, 0]
  const sample = evenSample<number>(2_000)
  for (let i = 0; i < 100_000; i++) sample.offer(() => i, 0)
  for (const i of sample.held()) halves[i < 50_000 ? 0 : 1]!++
  expect(Math.abs(halves[0]! - halves[1]!)).toBeLessThan(200)
})

test('never more than allowed, never a step left out that had something, whatever comes in which order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(20), { maxLength: 400 }),
      fc.integer({ min: 21, max: 60 }),
      (steps, most) => {
        const sample = evenSample<number>(most)
        for (const step of steps) sample.offer(() => step, step)
        expect(sample.held().length).toBeLessThanOrEqual(most)
        expect(new Set(sample.held())).toEqual(new Set(steps))
      },
    ),
  )
})
