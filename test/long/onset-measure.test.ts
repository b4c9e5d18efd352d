import { describe, expect, test } from 'vitest'

import { type Figures, measure, noFigures } from '../../bench/onset/measure.ts'
import { alarmsOf, stocks } from '../../bench/onset/nab.ts'
import { drifts } from '../../bench/onset/scenario.ts'

const means = [0.2, 0.5, 1, 3, 10, 30]
const scatters = [{ size: 1 }, { size: 2 }, { size: 5 }, { size: 10 }, { factor: 2 }, { factor: 4 }]
const lengths = [60, 120, 240, 720, 1_440]

function measured(drift: (typeof drifts)[number]): Figures {
  const figures = noFigures()
  let seed = 100_000 * (1 + drifts.indexOf(drift))
  for (const mean of means) {
    for (const scatter of scatters) {
      for (const length of lengths) {
        measure({ mean, scatter, drift, length, margin: length / 4 }, 4, seed++, [figures])
      }
    }
  }
  return figures
}

describe.each(drifts)('drift: %s', (drift) => {
  const { quiet, x10, burst, x3 } = measured(drift)
  // A shape that swings by half within an hour hides a part of the rises and moves the edge of others.
  const isHard = drift === 'day'

  test('at most 2 % of the quiet series raise a false alarm', () => {
    expect(quiet.drawn).toBe(1_440)
    expect(quiet.found / quiet.drawn).toBeLessThanOrEqual(0.02)
  })

  test('tenfold steps are found, and where they begin', () => {
    expect(x10.found / x10.drawn).toBeGreaterThanOrEqual(isHard ? 0.91 : 0.94)
    expect(x10.near / x10.found).toBeGreaterThanOrEqual(isHard ? 0.9 : 0.93)
    expect(x10.held / x10.found).toBeGreaterThanOrEqual(0.93)
  })

  test('tenfold bursts of 15 bins are found', () => {
    expect(burst.found / burst.drawn).toBeGreaterThanOrEqual(isHard ? 0.84 : 0.9)
  })

  test('threefold steps that are found begin where they are said to', () => {
    expect(x3.near / x3.found).toBeGreaterThanOrEqual(isHard ? 0.7 : 0.83)
  })
})

const isAbsent = alarmsOf('AAPL', 60) === undefined

test.skipIf(isAbsent)('tweets of NAB without its labelled anomalies (skipped where absent)', () => {
  for (const length of [60, 72]) {
    const all = stocks.flatMap((stock) => alarmsOf(stock, length) ?? [])
    const windows = all.reduce((sum, one) => sum + one.windows, 0)
    const alarms = all.reduce((sum, one) => sum + one.alarms, 0)
    const shuffled = all.reduce((sum, one) => sum + one.shuffled, 0)
    expect(alarms / windows).toBeLessThanOrEqual(0.05)
    expect(shuffled / windows).toBeLessThanOrEqual(0.01)
  }
})
