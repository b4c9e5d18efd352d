import fc from 'fast-check'
import { expect, test } from 'vitest'

import { linePatch } from '../../../src/adapters/azure-devops/line-patch.ts'

const file = fc.array(fc.constantFrom('a', 'b', 'c: 1', '', ' d'), { maxLength: 40 })

test('the lines that were there before and those after are both in the patch, in their order', () => {
  fc.assert(
    fc.property(file, file, (before, after) => {
      const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
      const { patch, added, removed } = linePatch(text(before), text(after))!
      const [header, ...lines] = patch.split('\n')
      expect(header).toBe(`@@ -1,${before.length} +1,${after.length} @@`)
      const side = (sign: string) =>
        lines.filter((line) => line[0] === ' ' || line[0] === sign).map((line) => line.slice(1))
      expect(side('-')).toEqual(before)
      expect(side('+')).toEqual(after)
      expect(lines.filter((line) => line[0] === '+')).toHaveLength(added)
      expect(lines.filter((line) => line[0] === '-')).toHaveLength(removed)
    }),
  )
})

test.each([
  ['', '', 0, 0],
  ['a\nb\nc\n', 'a\nc\n', 0, 1],
  ['a\n', 'a\nb\n', 1, 0],
  ['a\nb\n', 'b\na\n', 1, 1],
])('%j to %j adds %i and removes %i', (before, after, added, removed) => {
  expect(linePatch(before, after)).toMatchObject({ added, removed })
})

test('what is too long is not compared, what is much is told as exchanged', () => {
  expect(linePatch('a\n'.repeat(6_000), 'a\n')).toBeNull()
  const [before, after] = ['a', 'b'].map((letter) => `${letter}\n`.repeat(3_000))
  expect(linePatch(before!, after!)).toMatchObject({ added: 3_000, removed: 3_000 })
})
