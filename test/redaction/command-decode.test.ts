import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { utf8Decoder } from '../../src/cli/redact/decode.ts'

function decode(pieces: readonly Buffer[]): { text: string; replaced: number } {
  let replaced = 0
  const decoder = utf8Decoder((found) => (replaced += found))
  const text = pieces.map((piece) => decoder.write(piece)).join('')
  return { text: text + decoder.end(), replaced }
}

const bytes = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => Buffer.from(text)),
      fc.constantFrom('\ufffd', '€', '\u{1f600}').map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 4 }).map((list) => Buffer.from(list)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => Buffer.concat(parts))

test('bytes in any pieces become the text that they are as a whole, with the same count', () => {
  fc.assert(
    fc.property(bytes, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (all, sizes) => {
      const pieces: Buffer[] = []
      for (let at = 0, n = 0; at < all.length; n++) {
        const size = sizes[n % sizes.length]!
        pieces.push(all.subarray(at, at + size))
        at += size
      }
      const whole = decode([all])
      expect(whole.text).toBe(all.toString('utf8'))
      expect(decode(pieces)).toEqual(whole)
    }),
    { numRuns: 2_000 },
  )
})

test('only what was no UTF-8 is counted', () => {
  expect(decode([Buffer.from('a\ufffd€')])).toEqual({ text: 'a\ufffd€', replaced: 0 })
  expect(decode([Buffer.from([0x61, 0xff, 0xef, 0xbf, 0xbd])])).toEqual({
    text: 'a\ufffd\ufffd',
    replaced: 1,
  })
})
