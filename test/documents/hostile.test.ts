import { expect, test } from 'vitest'

import { documentKinds } from '../../src/domain/facts/handoff.ts'
import { attacks, movedBy, poisoned, render } from './poison.ts'

test.each([0, 9, 18, 27])(
  'G11: a different attack in each field, from number %i, moves no heading, row or fence; the lint stays clean',
  async (first) => {
    const textOf = (field: number): string => attacks[(first + field) % attacks.length]!
    expect(await movedBy(documentKinds, textOf)).toEqual([])
  },
)

test('G11: only links to allowed hosts are printed as links', async () => {
  const { markdown } = await render(
    'packet',
    poisoned(() => 'https://github.com.evil.example/x'),
  )
  expect(markdown).not.toMatch(/<https:\/\/github\.com\.evil/)
  expect(markdown).toContain('https&#91;:&#93;//github.com.evil.example/x')
  const allowed = await render(
    'packet',
    poisoned(() => 'https://github.com/acme/app/issues/7'),
  )
  expect(allowed.markdown).toContain('<https://github.com/acme/app/issues/7>')
})
