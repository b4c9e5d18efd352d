import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { createMemoryVault } from '../../../src/redaction/memory-vault.ts'
import { namesOf } from '../../../src/redaction/names/find.ts'
import { createRedactor } from '../../../src/redaction/redactor.ts'

const pieces = [
  'Anna',
  'Maria',
  'Will',
  'Mark',
  'van',
  'der',
  'Xqzptlk',
  'GmbH',
  'Inc.',
  'Street',
  '12',
  'Apt.',
  'Name:',
  '[09:05]',
  ',',
  '.',
  ':',
  '\n',
  ' ',
  '-',
  "'",
  '"',
  '(',
  ')',
  'and',
  'of',
  'the',
  'rue',
  '東京都',
  '山田',
  'さん',
  '王小雨',
  '김도윤',
  '님',
  'ООО «Хлеб»',
  'É',
  'ß',
  '\u0301',
  '«',
  'said',
  'Dr.',
  'OSLO',
  'camelCase',
  'a_b',
  '@',
  '/',
  '\\"',
  'السيد',
  'Nguyễn',
]
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''))
const spaced = fc
  .array(fc.constantFrom(...pieces), { maxLength: 60 })
  .map((parts) => parts.join(' '))
const anything = fc.oneof(texts, spaced, fc.string({ unit: 'binary', maxLength: 200 }))

describe('the finder of names', () => {
  test('gives stretches within the text, none of them empty (G1)', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const { start, end, value } of namesOf(text)) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(value).not.toBe('')
        }
      }),
      { numRuns: 500 },
    )
  })

  test('is stable: what was redacted once stays as it is (G1)', () => {
    const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
    const scope = { incident: 'INC-1', profile: 'text' } as const
    fc.assert(
      fc.property(fc.oneof(texts, spaced), (text) => {
        const once = redactor.text(text, scope).value as string
        expect(redactor.text(once, scope).value).toBe(once)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['all capitals', 'ABC DEF '],
    ['one word', 'a'],
    ['commas', ','],
    ['particles', 'van de der '],
    ['names', 'Anna Maria '],
    ['unknown words', 'Xqzptlk '],
    ['lists', 'Anna, Maria and '],
    ['numbers', '12 '],
    ['streets', 'rue '],
    ['labels', 'Name: '],
    ['lines', 'Anna\n'],
    ['Han', '王'],
    ['Japanese', '東京都港区'],
    ['Hangul', '서울 '],
    ['initials', 'A. '],
    ['hyphens', 'A-'],
    ['quotation marks', 'ООО «а'],
  ])('takes time by length: %s', (_, piece) => {
    const timeOf = (length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length))
      const began = process.cpuUsage()
      namesOf(text)
      const { user, system } = process.cpuUsage(began)
      return user + system
    }
    timeOf(50_000)
    const short = Math.max(3_000, Math.min(timeOf(100_000), timeOf(100_000)))
    expect(timeOf(800_000)).toBeLessThan(short * 8 * 6)
  })
})
