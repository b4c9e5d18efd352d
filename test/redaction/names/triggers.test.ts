import { expect, test } from 'vitest'

import { triggeredBy, triggersOf } from '../../../src/redaction/names/triggers.ts'
import { vocabulary } from '../../../src/redaction/names/vocabulary.ts'
import { wordsOf } from '../../../src/redaction/names/words.ts'

const short = triggeredBy('ul h')
const long = triggeredBy('nam вул plo')

function triggered(text: string, rule: number): readonly string[] {
  const words = wordsOf(text, vocabulary())
  return triggersOf(words)(rule).map((i) => text.slice(words.start[i], words.end[i]))
}

test('a rule is led to the words that begin so, in any case and with any accent', () => {
  expect(triggered('Náměstí 4, NAM. 5, вулиця 7, Вул. 8, plot 9, Plzeň 10', long)).toEqual([
    'Náměstí',
    'NAM',
    'вулиця',
    'Вул',
    'plot',
  ])
})

test('a beginning of fewer than three letters is a whole word', () => {
  expect(triggered('ul. Lipowa 3, Ulm, H.No. 4, house, h 5', short)).toEqual(['ul', 'H', 'h'])
})
