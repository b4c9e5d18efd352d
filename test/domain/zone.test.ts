import { expect, test } from 'vitest'

import { toIso } from '../../src/domain/time.ts'
import { movesItsClocks, wallClock } from '../../src/domain/zone.ts'

test.each([
  ['UTC', '2026-11-23T07:00:00.500Z', '2026-11-23T07:00:00.500Z'],
  ['+05:30', '2026-11-23T07:00:00.000Z', '2026-11-23T01:30:00.000Z'],
  ['-0800', '2026-11-23T07:00:00.000Z', '2026-11-23T15:00:00.000Z'],
  ['Europe/Berlin', '2026-11-23T07:00:00.500Z', '2026-11-23T06:00:00.500Z'],
  ['Europe/Berlin', '2026-07-23T07:00:00.000Z', '2026-07-23T05:00:00.000Z'],
  ['Asia/Kathmandu', '2026-07-23T07:10:00.000Z', '2026-07-23T01:25:00.000Z'],
  ['Europe/Berlin', '2026-03-29T01:59:59.999Z', '2026-03-29T00:59:59.999Z'],
  ['Europe/Berlin', '2026-03-29T02:20:00.000Z', '2026-03-29T01:20:00.000Z'],
  ['Europe/Berlin', '2026-03-29T03:00:00.000Z', '2026-03-29T01:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25T02:30:00.000Z', '2026-10-25T00:30:00.000Z'],
  ['Australia/Lord_Howe', '2026-10-04T02:45:00.000Z', '2026-10-03T15:45:00.000Z'],
])('%s: %s on the wall is %s', async (zone, wall, utc) => {
  const clock = await wallClock(zone)
  expect(toIso(clock!(Date.parse(wall)))).toBe(utc)
  expect(toIso(clock!(Date.parse(wall)))).toBe(utc)
})

test('a zone nobody knows is no zone', async () => {
  expect(await wallClock('Mars/Base')).toBeUndefined()
})

test('only named zones move their clocks', () => {
  expect([undefined, 'UTC', '+02:00', 'Europe/Berlin'].map(movesItsClocks)).toEqual([
    false,
    false,
    false,
    true,
  ])
})
