import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
const scope = { incident: null, profile: 'text' } as const
const redact = (text: string): string => redactor.text(text, scope).value
const shown = (text: string): string => redact(text).replace(/:[A-Za-z0-9]{16}»/g, '»')

const parts = (
  '10.20.30.40|fe80::1ff:fe23:4567:890a|00:1a:2b:3c:4d:5e|user=root|user mk1|030 2345678|555-0142|731 5525|44051401359|' +
  '536-32-3065|sa id|ssn|tel|Maria Quayle|max|Berlin|12 Main Street|from|port 22|INFO|call|my'
).split('|')

test.each([
  ['a phone behind an address', '10.20.30.40 030 2345678', '«ipv4» «phone»'],
  ['a phone before one', '030 2345678 10.20.30.40', '«phone» «ipv4»'],
  [
    'a word that the address had kept too far away',
    'call from 2001:db8:85a3:1111:2222:8a2e:370:7334 now 7315525 please',
    'call from «ipv6» now «phone» please',
  ],
  ['a name behind an account', 'user=maria Quayle', 'user=«user» «person»'],
  ['two addresses', '10.20.30.40,10.20.30.41 GET', '«ipv4»,«ipv4» GET'],
])('G1: beside the address of a machine: %s', (_, text, expected) => {
  expect(shown(text)).toBe(expected)
})

test('G1: what stands around the addresses of machines is found at once: a second look changes nothing', () => {
  const part = fc.constantFrom(...parts)
  const joint = fc.constantFrom(' ', ' ', ', ', '\n', '/', ':', ' (', ') ', ' - ', '=', ',')
  fc.assert(
    fc.property(fc.array(fc.tuple(part, joint), { minLength: 1, maxLength: 12 }), (some) => {
      const once = redact(some.flat().join(''))
      expect(redact(once)).toBe(once)
    }),
    { seed: 42, numRuns: 2_000 },
  )
})
