import fc from 'fast-check'
import { expect, test } from 'vitest'

import { commonWords } from '../../../src/redaction/common-words.ts'
import { knownFinder } from '../../../src/redaction/known.ts'
import { foldCase } from '../../../src/redaction/letters.ts'
import { createMemoryVault } from '../../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../../src/redaction/redactor.ts'
import { foldView } from '../../../src/redaction/views.ts'

const nothing = { words: new Set<string>(), names: [] }
const alphabets = [
  'abcdefghijklmnopqrstuvwxyzäöüßåøéčłşğı',
  'αβγδεζηθικλμνξοπρστυφχψω',
  'абвгдежзийклмнопрстуфхцчшщыьэюя',
]
const word = fc
  .constantFrom(...alphabets)
  .chain((alphabet) =>
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: 5, maxLength: 12 }),
  )
  .filter((text) => !commonWords.has(foldCase(text)))
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const cased = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.toUpperCase(),
  (text: string) => text.normalize('NFD'),
  (text: string) => text.replace(/(?<!\p{L})\p{L}/gu, (first) => first.toUpperCase()),
)
const around = fc.constantFrom(' ', '\n', '"', '/', '=', '(', ',', '.', '_', '-', ':', '<', '')

test('G1: folding keeps every place of a text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(foldCase(text)).toHaveLength(text.length)
    }),
  )
})

test('G1: a known name is covered to its last letter, whatever stands around it', () => {
  fc.assert(
    fc.property(name, cased, around, around, (value, write, before, after) => {
      const written = write(value)
      const view = foldView({ text: `x ${before}${written}${after} y`, at: null })
      const hits = knownFinder([{ class: 'person', value }], nothing)(view.text)
      const left = hits.reduceRight(
        (text, hit) => text.slice(0, hit.start) + text.slice(hit.end),
        view.text,
      )
      expect(left.replace(/[^\p{L}\p{N}]/gu, '')).toBe('xy')
    }),
    { numRuns: 400 },
  )
})

test('G1: what was hidden stays as it is when it is looked at again', () => {
  fc.assert(
    fc.property(name, fc.lorem({ maxCount: 12 }), (value, text) => {
      const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
      redactor.learn('INC-1', [{ class: 'person', value }])
      const scope = { incident: 'INC-1', profile: 'text' } as const
      const once = redactor.text(`${text} ${value} ${text}`, scope).value
      expect(redactor.text(once, scope).value).toBe(once)
    }),
    { numRuns: 100 },
  )
})

test('G1: words in which a name stands inside are left alone', () => {
  fc.assert(
    fc.property(word, word, word, (value, before, after) => {
      const text = `${before}${value} ${before}${value}${after}`
      const hits = knownFinder([{ class: 'person', value }], nothing)(text)
      const folded = foldCase(text)
      const own = foldCase(value)
      // A name that happens to begin such a word, or is one of its inflected forms, is another matter.
      fc.pre(!folded.split(' ').some((each) => each.startsWith(own.slice(0, 4))))
      expect(hits).toEqual([])
    }),
  )
})
