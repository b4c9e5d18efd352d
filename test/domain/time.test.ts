import { expect, test } from 'vitest'

import { durationMs, instantMs, parseInstant, toIso, toMinute } from '../../src/domain/time.ts'

test.each([
  ['2026-11-23T07:00:00Z', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23T07:00Z', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23T09:00:00.5+02:00', '2026-11-23T07:00:00.500Z'],
  ['2026-11-23T02:30:00-0430', '2026-11-23T07:00:00.000Z'],
  ['2024-02-29T00:00:00.123456789Z', '2024-02-29T00:00:00.123Z'],
])('%s is %s', (text, iso) => {
  expect(toIso(instantMs(text) ?? 0)).toBe(iso)
})

test.each([
  '2026-11-23T07:00:00',
  '2026-11-23',
  '2026-02-30T00:00:00Z',
  '2026-11-23T24:00:00Z',
  '2026-11-23T07:60:00Z',
  'yesterday',
  '',
  '1700000000000',
])('%s is no instant', (text) => {
  expect(instantMs(text)).toBeUndefined()
})

test('an argument without zone is refused with the fix and without its value (G5)', () => {
  expect(() => parseInstant('2026-11-23 07:00', 'from')).toThrowError(
    expect.objectContaining({
      code: 'INVALID_INPUT',
      message: 'from is not a UTC instant.',
      hint: 'Write it with Z or an offset, for example 2026-11-23T07:00:00Z.',
    }),
  )
})

test('documents show minutes', () => {
  expect(toMinute(Date.UTC(2026, 10, 23, 7, 5, 59, 999))).toBe('2026-11-23T07:05Z')
})

test.each([
  ['15m', 900_000],
  ['30d', 2_592_000_000],
  ['1h', 3_600_000],
  ['90s', 90_000],
  ['1w', undefined],
  ['h', undefined],
])('%s is %s ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms)
})
