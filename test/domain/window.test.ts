import { expect, test } from 'vitest'

import { resolveWindow } from '../../src/domain/window.ts'

const fallback = { fromMs: Date.UTC(2026, 10, 23, 6), toMs: Date.UTC(2026, 10, 23, 7) }

test('what is not given comes from the incident', () => {
  expect(resolveWindow({ to: '2026-11-23T06:30:00Z' }, fallback)).toEqual({
    fromMs: fallback.fromMs,
    toMs: Date.UTC(2026, 10, 23, 6, 30),
  })
})

test.each([
  [{ from: '2026-11-23T07:00:00Z' }, 'The window ends at or before its start.'],
  [{ from: '2026-11-23T08:00:00Z' }, 'The window ends at or before its start.'],
  [{ from: '2026-10-01T00:00:00Z' }, 'The window is longer than 31 days.'],
  [{ to: '2026-11-23T07:00:00' }, 'to is not a UTC instant.'],
])('%o is refused', (given, message) => {
  expect(() => resolveWindow(given, fallback)).toThrowError(
    expect.objectContaining({ code: 'INVALID_INPUT', message }),
  )
})
