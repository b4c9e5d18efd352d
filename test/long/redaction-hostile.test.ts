import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'
import { dear, superLinear } from '../support/linear.ts'

const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
redactor.learn('INC-1', [{ class: 'person', value: 'Aaaa Bbbb Cccc' }])
const megabyte = 1_000_000

/** Each repeats what makes some pattern begin and never lets it end. */
const units = [
  'a', '1', ' ', '@', 'a@', '@a.', 'a.', '.', ':', 'a:', '::', '1:', '=', 'password=', 'password="', 'password: ',
  '-', '-----BEGIN A-----', '-----', 'eyJ', '.eyJ', '-eyJ', 'eyJaaaaaaaaaa.', '://', '://a:', '://a@', '+', '+1', '+1 ',
  '(', '(1', '1 1', '11 ', '1111 ', '1111-', '1.', '1.1.1.', '1-', 'GB82 ', 'de89', 'ab12', 'A', 'Aa ', 'Dear ',
  'Dear Aa ', 'Mr. ', 'Aa van de ', 'name: ', 'Regards\n', '1 Aa ', '1 Aa Aa Aa ', 'xox', 'xoxb-', 'sk-', 'ghp_', 'bearer ',
  'basic ', 'cookie: a=', 'authorization: ', '%', '%4', '%40', '%e2', '\\', '\\u', '\\u0040', '\\x', '&', '&#', '&#64;', '&amp;', '«',
  '«a:', '«a:b»', '»', '\u001b', '\u001b]', '\u001b[', '\u009d', '\u200b', '\ud800', '１', '𝟏', 'é', 'aaaa ', 'aaaa bbbb ',
  'aaaa-bbbb-', 'QUFB', 'user ', 'for a from ', '"', "'", '{', '[', '[{"a":', '~', 'Q~', 'a_', '_', '\n', '\t', '1:1:1:', 'a1:', '00-', '00:',
  'password=', "password='", 'password=a,b=', 'password=a\\', 'password=)', '"password":[', 'A_KEY=', 'A_KEY="', 'curl -u ', 'curl -u "a',
  'deadbeef', '6d6172', '6d:', '6d ', 'AG0A', 'UVVG', '=40', '=4D=4D', '+AEA-', '&#64', '\\100', '\u0301', 'e\u0301', '王', '김', '\u1100\u1161', 'a & ',
] // prettier-ignore

/** So many times an ordinary log of the same length a megabyte of one thing may cost. */
const most = 20

test.each(['log', 'text'] as const)(
  'one megabyte of anything costs no more than some times an ordinary log in %s',
  (profile) => {
    expect(dear(units, profile, megabyte, most)).toEqual([])
  },
)

test('time grows with the text, not with its square', () => {
  const unit = 'to maria@acme.com from 10.1.2.3 password=a1b2 4111 1111 %40 «x:y» '
  expect(superLinear([unit], 'log', 4 * megabyte)).toEqual([])
})

test('a second redaction changes nothing, on many more texts', () => {
  const parts = fc.oneof(
    fc.constantFrom(
      ...units.filter((unit) => unit.length > 1),
      'maria@acme.com', '4111111111111111', '4111 1111 1111 1111', '10.1.2.3', '2001:db8::1', '00:1a:2b:3c:4d:5e', '+14155552671',
      'GB82WEST12345698765432', 'token=abcdef12', 'bWFyaWFAYWNtZS5jb20gaGVyZQ==', '415-555-2671', 'Aaaa Bbbb', '12 Long Hill Road',
    ), // prettier-ignore
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  )
  const text = fc.array(parts, { maxLength: 14 }).map((list) => list.join(''))
  fc.assert(
    fc.property(text, fc.constantFrom('log' as const, 'text' as const), (raw, profile) => {
      const scope = { incident: 'INC-1', profile }
      const once = redactor.text(raw, scope).value
      expect(redactor.text(once, scope).value).toBe(once)
      expect(once).not.toContain('maria@acme.com')
    }),
    { numRuns: 60_000 },
  )
})
