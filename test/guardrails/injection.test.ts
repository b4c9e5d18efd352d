import { beforeAll, expect, test } from 'vitest'

import { type Field, fields, plantingsOf } from '../support/hostile-world.ts'
import { type Held, holdOut } from '../support/hostile-work.ts'
import { corpus, corpusAbsent, ownTexts } from '../support/planted.ts'

/** Every text of our own and, where the data are there, every fourth of the corpus; test/long plants all everywhere. */
const texts = [...ownTexts, ...corpus().filter((_, index) => index % 4 === 0)]
const few = ownTexts.filter((_, index) => index % 2 === 0)
const planted = plantingsOf(texts, few)

let held: Held

beforeAll(async () => {
  held = await holdOut(planted)
})

test('G11: no planted text breaks a fence, stands outside of one or passes for our own in the data', () => {
  expect(held.faults.slice(0, 20)).toEqual([])
  expect(held.answers).toBeGreaterThan(2 * texts.length)
})

test('G11: no invisible character is in any byte that reached the client, and what was taken out is told', () => {
  expect(held.invisible.slice(0, 20)).toEqual([])
  expect(held.sanitised).toBeGreaterThan(20)
})

test('G2: no planted text moved the flag that stands beside them', () => {
  expect(held.flag).toEqual({ on: true, version: 7 })
})

/** Bodies of tickets are never shown and authors are tokens; the others come to be seen, or nothing would be proved. */
const unseen: readonly Field[] = ['body', 'author']
const seenIn = (field: Field): number =>
  planted[field].filter(({ mark }) => held.shown.has(mark)).length

test.each((Object.keys(fields) as Field[]).filter((field) => !unseen.includes(field)))(
  'the texts in the field "%s" are really seen',
  (field) => {
    expect(seenIn(field) / planted[field].length).toBeGreaterThanOrEqual(0.9)
  },
)

test.each(unseen)('G1: no text in the field "%s" reaches anybody', (field) => {
  expect(seenIn(field)).toBe(0)
})

test.skipIf(corpusAbsent !== undefined)(
  `the corpus is planted too${corpusAbsent ? `; ${corpusAbsent}` : ''}`,
  () => {
    expect(texts.length).toBeGreaterThan(ownTexts.length + 30)
  },
)
