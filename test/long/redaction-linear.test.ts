import { expect, test } from 'vitest'

import { superLinear } from '../support/linear.ts'
import { pumps, redactionPatterns } from '../support/patterns.ts'

const units = new Set(
  redactionPatterns().flatMap((pattern) =>
    pumps(pattern)
      .slice(-3)
      .flatMap((unit) => [unit, `${unit} `, `${unit}\n`]),
  ),
)

test.each(['log', 'text'] as const)(
  'no pattern lets anything grow faster than its text: its shapes, whole and cut, in %s',
  (profile) => {
    expect(units.size).toBeGreaterThan(3_000)
    expect(superLinear(units, profile, 32_768)).toEqual([])
  },
)

test.each(['log', 'text'] as const)(
  'one megabyte of a character or a pair costs in proportion, in %s',
  (profile) => {
    const characters = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
    const marks = [' ', '\n', '1', 'a', '.', '-', ':', '=', '@', '"', '\\', '%']
    const pairs = marks.flatMap((a) => marks.map((b) => a + b))
    expect(superLinear([...characters, ...pairs], profile, 1_048_576)).toEqual([])
  },
)
