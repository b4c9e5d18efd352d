import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createLineSieve } from '../../src/mcp/line-sieve.ts'

/** What comes through and what is told of, when these pieces come one after the other. */
async function sift(pieces: readonly Buffer[], mostBytes = 1_000) {
  const other: unknown[] = []
  const sieve = createLineSieve({
    mostBytes,
    isWanted: (value) => typeof value === 'object' && value !== null && 'ok' in value,
    onOther: (value) => void other.push(value),
  })
  const passed: Buffer[] = []
  sieve.on('data', (chunk: Buffer) => void passed.push(chunk))
  const ended = new Promise((done) => sieve.once('end', done))
  for (const piece of pieces) sieve.write(piece)
  sieve.end()
  await ended
  return { passed: Buffer.concat(passed).toString(), other }
}

test('wanted lines come through to the byte, the others are told of, empty ones are neither', async () => {
  const text = '{"ok":1}\r\n\n  \nhello\n{"no":2}\n{"ok": "ü"}\nnull\nno end'
  expect(await sift([Buffer.from(text)])).toEqual({
    passed: '{"ok":1}\r\n{"ok": "ü"}\n',
    other: [undefined, { no: 2 }, null],
  })
})

test('a line that is too long is let go of, however it comes, and the next one is read', async () => {
  const long = Buffer.from(`{"ok":"${'x'.repeat(5_000)}"}\n`)
  const pieces = [long.subarray(0, 900), long.subarray(900, 3_000), long.subarray(3_000)]
  expect(await sift([...pieces, Buffer.from('{"ok":2}\n')])).toEqual({
    passed: '{"ok":2}\n',
    other: [undefined],
  })
})

test('where the pieces are cut makes no difference', async () => {
  const text = Buffer.from('{"ok":"äöü"}\n{"no":1}\n\n{"ok":2}\nbroken\n{"ok":[1,2]}\n')
  const whole = await sift([text])
  const cuts = fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const sorted = [0, ...places.toSorted((a, b) => a - b), text.length]
      const pieces = sorted.slice(1).map((end, index) => text.subarray(sorted[index], end))
      expect(await sift(pieces)).toEqual(whole)
    }),
  )
})
