import fc from 'fast-check'
import { expect, test } from 'vitest'

import { defaultCadence } from '../../../src/domain/cadence.ts'
import {
  type SeverityMoment,
  dueBySeverityMs,
  updateDueMs,
} from '../../../src/domain/incident/due.ts'
import { isAbove, severities } from '../../../src/domain/severity.ts'

const minuteMs = 60_000
const at = (minute: number, severity: SeverityMoment['severity']): SeverityMoment => ({
  atMs: minute * minuteMs,
  severity,
})
const updateDue = (moments: readonly SeverityMoment[], last: number | null): number =>
  updateDueMs(defaultCadence, moments, last === null ? null : last * minuteMs) / minuteMs

test.each([
  ['the first from the opening', [at(0, 'SEV2')], null, 30],
  ['the steady one from the last update', [at(0, 'SEV2')], 20, 80],
  ['a raise starts a first one', [at(0, 'SEV3'), at(10, 'SEV1')], null, 25],
  ['a raise after an update too', [at(0, 'SEV2'), at(25, 'SEV1')], 20, 40],
  ['a raise puts nothing off', [at(0, 'SEV2'), at(29, 'SEV1')], null, 30],
  [
    'an update after the raise has the rhythm of the new one',
    [at(0, 'SEV3'), at(5, 'SEV1')],
    6,
    36,
  ],
  ['a lowered one has its own whole interval', [at(0, 'SEV1'), at(10, 'SEV3')], null, 60],
  ['lowered, then raised again', [at(0, 'SEV1'), at(5, 'SEV3'), at(10, 'SEV1')], null, 25],
] as const)('G9: %s', (_, moments, last, minutes) => {
  expect(updateDue(moments, last)).toBe(minutes)
})

const raises = fc
  .uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 })
  .chain((ranks) =>
    fc.tuple(
      fc.constant(ranks.toSorted((a, b) => b - a)),
      fc.array(fc.integer({ min: 1, max: 90 }), {
        minLength: ranks.length,
        maxLength: ranks.length,
      }),
    ),
  )
  .map(([ranks, gaps]) => {
    let minute = 0
    return ranks.map((rank, index) => {
      minute += index === 0 ? 0 : gaps[index]!
      return at(minute, severities[rank]!)
    })
  })

test('G9: raising never puts an update off, and never leaves more than the first interval of what it is now', () => {
  fc.assert(
    fc.property(raises, fc.option(fc.integer({ min: 0, max: 200 })), (moments, last) => {
      const due = updateDue(moments, last)
      const before = updateDue(moments.slice(0, Math.max(1, moments.length - 1)), last)
      const newest = moments.at(-1)!
      expect(due).toBeLessThanOrEqual(before)
      if (newest.atMs > (last ?? 0) * minuteMs) {
        const { firstMs } = defaultCadence[newest.severity]
        expect(due * minuteMs).toBeLessThanOrEqual(newest.atMs + firstMs)
      }
    }),
  )
})

test('G10: a raise gives no more time to acknowledge than there was', () => {
  const slaMs = { SEV1: 15, SEV2: 30, SEV3: 240, SEV4: 1_440 }
  fc.assert(
    fc.property(raises, fc.integer({ min: 0, max: 100 }), (moments, handed) => {
      const due = (some: readonly SeverityMoment[]): number =>
        dueBySeverityMs(some, handed * minuteMs, (of) => slaMs[of] * minuteMs)
      for (let count = 2; count <= moments.length; count += 1) {
        const [was, is] = [moments[count - 2]!, moments[count - 1]!]
        expect(isAbove(is.severity, was.severity)).toBe(true)
        expect(due(moments.slice(0, count))).toBeLessThanOrEqual(due(moments.slice(0, count - 1)))
      }
    }),
  )
})
