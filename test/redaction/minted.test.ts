import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { remembering } from '../../src/redaction/minted.ts'

const tokenOf = (incident: string, name: string, value: string): string =>
  `«${JSON.stringify([incident, name, value])}»`

test('what is remembered is the token of that very value, class and incident', () => {
  const mint = remembering(tokenOf)
  fc.assert(
    fc.property(
      fc.constantFrom('', 'INC-1', 'INC-2'),
      fc.constantFrom('email', 'phone'),
      fc.string({ maxLength: 3 }),
      (incident, name, value) => {
        expect(mint(incident, name, value)).toBe(tokenOf(incident, name, value))
      },
    ),
    { numRuns: 5_000 },
  )
})

test('values that differ only behind what is counted have tokens of their own', () => {
  const mint = remembering(tokenOf)
  const long = 'k'.repeat(200)
  for (const value of [`${long}a`, `${long}b`, `${long}a`])
    expect(mint('INC-1', 'secret', value)).toBe(tokenOf('INC-1', 'secret', value))
})

test('a value that comes again and again is made once for thousands of calls, and then anew', () => {
  let made = 0
  const mint = remembering((...parts) => {
    made++
    return tokenOf(...parts)
  })
  for (let i = 0; i < 20_000; i++) mint('INC-1', 'email', 'maria@example.com')
  expect(made).toBe(1)
  for (let i = 0; i < 20_000; i++) mint('INC-1', 'email', 'maria@example.com')
  expect(made).toBe(2)
})
