import { expect, test } from 'vitest'

import { beginningOf, nearWords } from '../../../src/redaction/classes/near-words.ts'
import { maySpeakOfPhones, speaksOfPhones } from '../../../src/redaction/classes/phone-words.ts'

const isTax = (text: string, from: number, to: number): boolean => text.slice(from, to) === 'tax'
const near = nearWords(isTax, [beginningOf(116, 97, 120)])

test('a word counts where any part of it stands between the two places', () => {
  const text = 'a tax of 12 and taxes'
  const places = [0, 1, 2, 3, 4, 5, 6].map((from) => near(text, from, from + 2))
  expect(places).toEqual([false, true, true, true, true, false, false])
  expect(near(text, 5, text.length)).toBe(false)
})

test('places may be asked about in any order, and about another text in between', () => {
  const text = 'tax 1, tax 2, tax 3'
  expect([near(text, 14, 19), near(text, 0, 3), near(text, 3, 7), near('no 1', 0, 4)]).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect([near(text, 3, 8), near(text, 18, 19)]).toEqual([true, false])
})

test('a word with a letter outside of ASCII always counts', () => {
  expect(near('das Gerät 12', 4, 9)).toBe(true)
})

test.each([
  'call me on 12345',
  'telefonnummer: 12345',
  'móvil 12345',
  'hp 12345',
  'mobiln\u0119 12345',
  'GEBELD 12345',
  'zadzwo\u0144 12345',
  'hivjon 12345',
  '電話 12345',
  'ringer 12345',
  'szám 12345',
  'arama 12345',
])('G3 the cheap look passes over no word about phones: %s', (text) => {
  const at = text.indexOf('1')
  expect(speaksOfPhones(text, at, text.length)).toBe(true)
  expect(maySpeakOfPhones(text, at, text.length)).toBe(true)
})

test('G3 nothing speaks of phones in a line of a log', () => {
  const text = 'INFO job 12345 done in queue'
  expect(speaksOfPhones(text, 9, 14)).toBe(false)
})
