import { expect, test } from 'vitest'

import { measure, noFigures } from '../../bench/onset/measure.ts'

const means = [0.2, 1, 5, 30]
const scatters = [{ size: 2 }, { size: 5 }, { factor: 2 }, { factor: 3 }]
const drifts = ['none', 'line', 'walk'] as const
const lengths = [60, 120]

/** As `npm run bench:onset` measures, small enough for every day; test/long has the whole of it. */
test('counts that scatter and drift: few false alarms, steps and bursts are found where they begin', () => {
  const figures = noFigures()
  let seed = 1
  for (const mean of means) {
    for (const scatter of scatters) {
      for (const drift of drifts) {
        for (const length of lengths) {
          measure({ mean, scatter, drift, length, margin: length / 4 }, 4, seed++, [figures])
        }
      }
    }
  }
  const { quiet, x10, burst, x3 } = figures
  expect(quiet.drawn).toBe(768)
  expect(quiet.found / quiet.drawn).toBeLessThanOrEqual(0.02)
  expect(x10.found / x10.drawn).toBeGreaterThanOrEqual(0.95)
  expect(x10.near / x10.found).toBeGreaterThanOrEqual(0.95)
  expect(x10.held / x10.found).toBeGreaterThanOrEqual(0.95)
  expect(burst.found / burst.drawn).toBeGreaterThanOrEqual(0.95)
  expect(x3.near / x3.found).toBeGreaterThanOrEqual(0.9)
  expect(x3.found / x3.drawn).toBeGreaterThanOrEqual(0.25)
})
