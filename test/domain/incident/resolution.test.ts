import { expect, test } from 'vitest'

import {
  isHollowResolution,
  resolutionIn,
  resolutionWord,
} from '../../../src/domain/incident/resolution.ts'
import { note } from '../../documents/case.ts'

const dated = (text: string, seq: number) => ({
  ...note('decision', text),
  seq,
  recordedAt: `2026-11-23T07:0${seq}:00.000Z`,
})

test.each(['Resolved: the flag is off', 'resolved: repaired', ' Resolved : rolled back'])(
  'G9: %j ends the updates',
  (text) => {
    expect(resolutionWord(note('decision', text))).toBe(true)
  },
)

test.each([
  'Resolved: not yet',
  'Resolved: TBD',
  'Resolved: no',
  'Resolved:',
  'Resolved',
  'Resolved to roll back the flag',
  'Resolved: maybe tomorrow',
  'Resolved: n/a',
  'Not resolved: TBD',
])('G9: %j ends nothing and is refused', (text) => {
  expect(resolutionWord(note('decision', text))).toBeUndefined()
  expect(isHollowResolution(note('decision', text))).toBe(true)
})

test('G9: a later word takes the resolution back, and a newer one gives it again', () => {
  const over = dated('Resolved: the flag is off', 1)
  const back = dated('Not resolved: errors are back in eu-west-1', 2)
  const again = dated('Resolved: rolled back', 3)
  expect(resolutionIn([over])).toBe(over)
  expect(resolutionIn([over, back])).toBeUndefined()
  expect(resolutionIn([over, back, again])).toBe(again)
  expect(
    resolutionIn(
      [note('observation', 'Resolved: no')].map((each) => ({ ...each, seq: 1, recordedAt: '' })),
    ),
  ).toBeUndefined()
})
