import { expect, test } from 'vitest'

import { costOf, failing, floods } from '../tools/asking.ts'

test.each(floods)('6,000 errors of %s fit into a page', async (_, message) => {
  const text = failing(message, 20_000)
  expect((await costOf(text, undefined)).tokens).toBeLessThanOrEqual(1_500)
  expect((await costOf(text, 20)).tokens).toBeLessThanOrEqual(6_000)
})
