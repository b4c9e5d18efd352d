import { createHmac, randomBytes } from 'node:crypto'

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { createMac } from '../../src/redaction/mac.ts'

const lengths = [0, 1, 54, 55, 56, 63, 64, 119, 120, 340, 341, 342, 1_024, 5_000]

function expected(key: Uint8Array, text: string, length: number): string {
  const digest = createHmac('sha256', key).update(text).digest('base64url')
  return digest.slice(0, length).replaceAll('-', 'x').replaceAll('_', 'y')
}

test('codes are those of node:crypto at every length of a text', () => {
  const key = randomBytes(32)
  const mac = createMac(key)
  for (const length of lengths) {
    for (const unit of ['a', 'é', '王', '🙂', '\ud800']) {
      const text = unit.repeat(length)
      expect(mac(text, 16), `${unit} ${length}`).toBe(expected(key, text, 16))
    }
  }
})

test('codes are those of node:crypto for any key and text', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.integer({ min: 1, max: 42 }),
      (key, text, length) => {
        expect(createMac(key)(text, length)).toBe(expected(key, text, length))
      },
    ),
    { numRuns: 500 },
  )
})

test('keys do not disturb each other', () => {
  const [one, two] = [createMac(new Uint8Array(32).fill(1)), createMac(new Uint8Array(32).fill(2))]
  const before = one('maria@acme.com', 10)
  two('maria@acme.com', 10)
  expect(one('maria@acme.com', 10)).toBe(before)
  expect(() => createMac(new Uint8Array(65))).toThrow(RangeError)
})
