import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
redactor.learn('INC-1', [{ class: 'person', value: 'Gunnhild Ferrao' }])
const profile = fc.constantFrom('log' as const, 'text' as const)

const canaries = [
  'maria.lopez@acme.com',
  '4111111111111111',
  '5555 5555 5555 4444',
  'GB82WEST12345698765432',
  '10.251.73.220',
  '2001:db8::8a2e:370:7334',
  '00:1a:2b:3c:4d:5e',
  '+14155552671',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdef',
  'AKIAIOSFODNN7QWERTYU',
  'glpat-1a2B3c4D5e6F7g8H9i0J',
  '529.982.247-25',
  'Gunnhild Ferrao',
]
const canary = fc.constantFrom(...canaries)
const genuine = canary.map((value) => mask(value, 'log'))
const noise = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    ' ',
    '\n',
    '-',
    '"',
    '@',
    '=',
    ':',
    '%40',
    '\\n',
    '1',
    'password=',
    '«',
    '»',
    '.',
    'Dear ',
  ),
)
const mixed = fc
  .array(fc.oneof(noise, canary, genuine), { maxLength: 12 })
  .map((parts) => parts.join(''))

function mask(text: string, name: 'log' | 'text'): string {
  return redactor.text(text, { incident: 'INC-1', profile: name }).value
}

test('a second redaction changes nothing', () => {
  fc.assert(
    fc.property(mixed, profile, (text, name) => {
      const once = mask(text, name)
      expect(mask(once, name)).toBe(once)
      expect(redactor.text(once, { incident: 'INC-1', profile: name }).report.hidden).toEqual({})
    }),
    { numRuns: 2_000 },
  )
})

test('genuine tokens pass as they are', () => {
  fc.assert(
    fc.property(genuine, mixed, profile, (token, around, name) => {
      expect(mask(`${around} ${token} `, name)).toContain(token)
    }),
    { numRuns: 500 },
  )
})

test('no token of chance is believed', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9]{16}$/), profile, (characters, name) => {
      expect(mask(`«email:${characters}»`, name)).toBe(`‹email:${characters}›`)
    }),
  )
})

const embeddings: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => `x ${value}, y`,
  (value) => `(${value})`,
  (value) => `"${value}"`,
  (value) => `a=${value};b=1`,
  (value) => `key: ${value}\n`,
  (value) => `[${value}]`,
  (value) => `<b>${value}</b>`,
  (value) => JSON.stringify({ a: value }),
  (value) => JSON.stringify(JSON.stringify({ a: value })),
  (value) => `https://acme.example/p?v=${encodeURIComponent(value)}&w=1`,
  (value) =>
    Array.from(value)
      .map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  (value) =>
    Array.from(value)
      .map((c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
      .join(''),
  (value) =>
    Array.from(value)
      .map((c) => `&#${c.charCodeAt(0)};`)
      .join(''),
  (value) => Array.from(value).join('\u200b'),
  (value) =>
    Array.from(value)
      .map((c) => (c > ' ' && c < '\x7f' ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c))
      .join(''),
  (value) => Buffer.from(`value ${value} end`).toString('base64'),
  (value) => `id/${Buffer.from(`{"v":"${value}"}`).toString('base64url')}`,
]

test.each(canaries)('%s survives in no embedding', (value) => {
  for (const [index, embed] of embeddings.entries()) {
    for (const name of ['log', 'text'] as const) {
      const masked = mask(embed(value), name)
      const readings = [masked, masked.normalize('NFKC'), decodeAll(masked), decode64(masked)]
      expect({ index, name, leaks: readings.some((text) => text.includes(value)) }).toEqual({
        index,
        name,
        leaks: false,
      })
    }
  }
})

function decodeAll(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_, a?: string, b?: string) =>
      String.fromCharCode(Number.parseInt((a ?? b)!, 16)),
    )
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
}

function decode64(text: string): string {
  return (text.match(/[A-Za-z0-9+/_-]{16,}/g) ?? [])
    .map((run) => Buffer.from(run, 'base64').toString('utf8'))
    .join(' ')
}
