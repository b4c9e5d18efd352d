import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { cutExcerpts, cutText, excerpt } from '../../src/domain/excerpt.ts'
import type { Json } from '../../src/domain/json.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const token = '«email:2TAGeiD9z1r8uAOY»'
const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })

/** What leaves the hall of a text of which so many characters are to be shown. */
function shown(text: string, most: number): string {
  const { value } = redactor.json({ line: excerpt('log', text, most) } as unknown as Json, {
    incident: 'INC-1',
    profile: 'log',
  })
  return (cutExcerpts(value) as { line: { text: string } }).line.text
}

test.each([
  ['short', 10, 'short'],
  ['exactly ten', 11, 'exactly ten'],
  ['one two three four', 9, 'one two [+11 characters]'],
  ['abcdefghij', 4, 'abcd [+6 characters]'],
  ['abcdefghij', 0, '[+10 characters]'],
  [`of ${token} here`, 50, 'of [+30 characters]'],
  [`of ${token} here`, 51, `of ${token} [+5 characters]`],
  [`of ${token} here`, 56, `of ${token} here`],
  ['ab🔥🔥', 3, 'ab [+4 characters]'],
])('%j cut to %i', (text, most, expected) => {
  expect(cutText(text, most)).toBe(expected)
})

test('only untrusted text that says so is cut, at any depth, and says so no more', () => {
  const long = 'word '.repeat(20).trim()
  const data = { a: [{ b: { from: 'log', text: long, most: 9 } }], c: { from: 'log', text: long } }
  expect(cutExcerpts(data)).toEqual({
    a: [{ b: { from: 'log', text: 'word word [+90 characters]' } }],
    c: { from: 'log', text: long },
  })
})

test('a token is whole or absent, and what is shown begins the text', () => {
  const part = fc.constantFrom(token, ' ', 'plain', 'x', '🔥', '\n', '«', '»', ':')
  fc.assert(
    fc.property(fc.array(part), fc.integer({ min: 0, max: 200 }), (parts, most) => {
      const text = parts.join('')
      const cut = cutText(text, most)
      const head = cut.replace(/ ?\[\+\d+ characters\]$/, '')
      expect(text.startsWith(head)).toBe(true)
      expect(head.length).toBeLessThanOrEqual(most)
      expect(head.replaceAll(token, '')).not.toMatch(
        /email|2TAG|[\ud800-\udbff](?![\udc00-\udfff])/,
      )
    }),
  )
})

const key = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEpAIBAAKCAQEA7v3Zq9kW2mNc\n'.repeat(60)}-----END RSA PRIVATE KEY-----`

test.each([
  ['card', 'paid with 4111 1111 1111 1111 at noon', /4111/],
  ['mail', `${'x '.repeat(30)}to maria.ito@example.com at noon`, /maria|ito@/],
  ['key', `loaded ${key} at noon`, /MII|BEGIN/],
  ['key in one line', `loaded ${key.replaceAll('\n', '\\n')} at noon`, /MII|BEGIN/],
  ['token', `bearer eyJhbGciOiJSUzI1NiJ9.${'a1B2'.repeat(90)}.sig1 at noon`, /eyJ|a1B2/],
])('no length shows a part of a %s', (_, text, secret) => {
  for (let most = 0; most <= 120; most++) expect(shown(text, most)).not.toMatch(secret)
})

test('where a store cut a text, nothing half is left at its end', () => {
  const tail = 'the card 4111 1111 [cut]'
  expect(excerpt('log', tail, 99).text).toBe('the card [cut]')
  expect(excerpt('log', `read ${key.slice(0, 900)} [cut]`, 99).text).toBe('read [cut]')
  expect(excerpt('log', 'x'.repeat(20_000), 99).text).toBe('[cut]')
  const long = excerpt('log', `${'the '.repeat(4_090)}customer Maria Catherine Ito`, 99).text
  expect(long.endsWith('the customer [cut]')).toBe(true)
})
