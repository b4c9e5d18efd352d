import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { JsonObject } from '../../../src/domain/json.ts'
import type { Redacted } from '../../../src/domain/redacted.ts'
import { boundedCard, exact, line } from '../../../src/guard/outward/line.ts'

const card = (value: JsonObject) => boundedCard(value as Redacted<JsonObject>)

test('whatever stands in it, a line is one line of at most 301 characters that shows what it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (text) => {
      const shown = line(text)
      expect(shown.length).toBeLessThanOrEqual(301)
      expect(shown).not.toMatch(/[\n\r\u2028\u2029\u202E\u200B\u0007]/)
    }),
  )
})

test('a token at the cut is left out whole', () => {
  const token = '«email:7Q3fK2abXk123456»'
  const shown = line(`${'x'.repeat(290)}${token}`)
  expect(shown).toBe(`${'x'.repeat(290)}…`)
  expect(line(`${'x'.repeat(200)}${token}`)).toContain(token)
})

test('a card keeps its shape within bounds', () => {
  const wide = Array.from({ length: 80 }, (_, n) => n)
  const value = { a: 'x'.repeat(500), n: 1, no: null, list: wide, deep: { b: { c: { d: 1 } } } }
  const bounded = card(value)
  expect(bounded).toMatchObject({ n: 1, no: null, deep: { b: { c: '{"d":1}' } } })
  expect(bounded['a']).toHaveLength(301)
  expect(bounded['list']).toHaveLength(50)
})

test('a look-alike is spelled out, a token is not', () => {
  expect(exact('p\u0430yments «email:7Q3fK2abXk123456»')).toBe(
    'p\\u{430}yments «email:7Q3fK2abXk123456»',
  )
})
