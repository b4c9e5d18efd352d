import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { documentKinds } from '../../src/domain/facts/handoff.ts'
import { attacks, movedBy } from '../documents/poison.ts'

test.each(attacks)('G11: %j in every field moves no heading, row or fence', async (text) => {
  expect(await movedBy(documentKinds, () => text)).toEqual([])
})

const nasty = fc.oneof(
  fc.constantFrom(...attacks),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(...'|`*_[]()<>#-+=~!&{}%\\\n \t:/.0123456789aTZ@$'),
    maxLength: 40,
  }),
)

test('G11: no text at all moves a heading, row or fence', async () => {
  const property = fc.asyncProperty(nasty, nasty, async (a, b) => {
    expect(await movedBy(documentKinds, () => `${a}${b}`)).toEqual([])
  })
  const { failed, counterexample } = await fc.check(property, { numRuns: 200 })
  expect({ failed, counterexample }).toEqual({ failed: false, counterexample: null })
})
