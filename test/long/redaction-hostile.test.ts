import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

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

test.each(['log', 'text'] as const)(
  'one megabyte of anything takes no more than seconds in %s',
  (profile) => {
    const slow: string[] = []
    for (const unit of units) {
      const text = unit.repeat(Math.ceil(megabyte / unit.length))
      const from = performance.now()
      redactor.text(text, { incident: 'INC-1', profile })
      redactor.text(`x ${text} y`, { incident: 'INC-1', profile })
      const tookMs = performance.now() - from
      if (tookMs > 4_000) slow.push(`${JSON.stringify(unit)} ${Math.round(tookMs)} ms`)
    }
    expect(slow).toEqual([])
  },
)

test('time grows with the text, not with its square', () => {
  const unit = 'to maria@acme.com from 10.1.2.3 password=a1b2 4111 1111 %40 «x:y» '
  const took = (megabytes: number): number => {
    const text = unit.repeat((megabytes * megabyte) / unit.length)
    const from = performance.now()
    redactor.text(text, { incident: 'INC-1', profile: 'log' })
    return performance.now() - from
  }
  took(1)
  expect(took(10) / took(2)).toBeLessThan(15)
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
