import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { catalogue } from '../../bench/redaction/catalogue.ts'
import { coverOf, maskOf, otherCharacters } from '../../bench/redaction/cover.ts'
import type { Labelled } from '../../bench/redaction/data.ts'
import { idMakers } from '../../bench/redaction/id-makers.ts'
import { createDice, type Dice } from '../../bench/redaction/id-parts.ts'
import { naive } from '../../bench/redaction/naive.ts'
import {
  addSpans,
  addTokens,
  newTally,
  scoreOf,
  tokensOf,
} from '../../bench/redaction/presidio-score.ts'
import { share } from '../../bench/redaction/report.ts'
import { aligned, baton } from '../../bench/redaction/subject.ts'

/** Spans of the words that are given, in order of the text. */
function spans(text: string, ...words: readonly string[]): readonly Labelled[] {
  let at = 0
  return words.map((word) => {
    const start = text.indexOf(word, at)
    at = start + word.length
    return { start, end: at, type: 'PERSON' }
  })
}

const words = (text: string): readonly string[] => tokensOf(text).map(({ word }) => word)

test('the documents name as many ids, countries, formats and vendors as the tables hold', () => {
  const textOf = (name: string): string =>
    readFileSync(join(import.meta.dirname, '../..', name), 'utf8').replace(/\s+/g, ' ')
  const { ids, countries, formats, vendors } = catalogue()
  const page = textOf('docs/redaction.md')
  expect(page).toContain(`${ids} kinds of national ids of ${countries} countries and territories`)
  expect(page).toContain(`the tokens and keys of ${vendors} vendors, by ${formats} formats`)
  const changes = textOf('CHANGELOG.md')
  expect(changes).toContain(`${ids} kinds of national ids, and papers`)
  expect(changes).toContain(`secrets of ${vendors} vendors`)
})

describe('tokens', () => {
  test('outer marks, a possessive and hyphens between letters stand alone; what is one value stays one', () => {
    expect(words('(by) Dr. O’Neil’s e-mail: bob@acme.com, 415-555-2671.')).toEqual(
      ['(', 'by', ')', 'dr.', 'o’neil', '’s', 'e', '-', 'mail', ':', 'bob@acme.com', ',', '415-555-2671', '.'], // prettier-ignore
    )
    const text = 'at  J. Doe’s\n— ok'
    for (const { start, end, word } of tokensOf(text)) {
      expect(text.slice(start, end).toLowerCase()).toBe(word)
    }
  })
})

describe("Presidio's token evaluation", () => {
  const of = (text: string, truth: readonly Labelled[], said: readonly Labelled[]) => {
    const tally = newTally()
    addTokens(tally, tokensOf(text), truth, said)
    return tally
  }

  test('the example of its documentation: a skip word between two halves does no harm', () => {
    const text = 'United States of America'
    const truth = spans(text, 'United States', 'America')
    expect(of(text, truth, spans(text, text))).toEqual({ right: 3, predicted: 3, annotated: 3 })
  })

  test('what is missed, what is wrong and the two together', () => {
    const text = 'Anna Berg met Karl yesterday'
    const tally = of(text, spans(text, 'Anna Berg', 'Karl'), spans(text, 'Berg', 'yesterday'))
    expect(tally).toEqual({ right: 1, predicted: 2, annotated: 3 })
    const { precision, recall, f2 } = scoreOf(tally)
    expect([precision, recall]).toEqual([1 / 2, 1 / 3])
    expect(f2).toBeCloseTo((5 * (1 / 6)) / (4 / 2 + 1 / 3), 12)
  })

  test('a label within a token counts for the token', () => {
    const text = 'mail x@y.com'
    expect(of(text, spans(text, 'y.com'), [])).toEqual({ right: 0, predicted: 0, annotated: 1 })
  })
})

describe("Presidio's span evaluation", () => {
  const of = (
    text: string,
    truth: readonly Labelled[],
    said: readonly Labelled[],
    threshold: number,
  ) => {
    const tally = newTally()
    addSpans(tally, tokensOf(text), truth, said, threshold)
    return tally
  }

  test('the example of its documentation: halves with a skip word between them are one', () => {
    const text = 'United States of America'
    const truth = spans(text, 'United States', 'America')
    const perfect = { right: 1, predicted: 1, annotated: 1 }
    expect(of(text, truth, spans(text, text), 0.9)).toEqual(perfect)
    expect(of(text, spans(text, text), truth, 0.9)).toEqual(perfect)
  })

  test('too little overlap is missed and wrong at once', () => {
    const text = 'John Smith Johnson visited'
    const truth = spans(text, 'John Smith Johnson')
    expect(of(text, truth, spans(text, 'John'), 0.7)).toEqual({
      right: 0,
      predicted: 1,
      annotated: 1,
    })
    expect(of(text, truth, spans(text, 'John Smith'), 0.5).right).toBe(1)
  })

  test('several predictions on one label count together and once', () => {
    const text = 'New York Mets'
    const truth = spans(text, text)
    const said = spans(text, 'New', 'Mets')
    // 3 + 4 of 13 characters.
    expect(of(text, truth, said, 7 / 13)).toEqual({ right: 1, predicted: 1, annotated: 1 })
    expect(of(text, truth, said, 0.54).right).toBe(0)
  })

  test('one prediction over two labels is wrong for each, one beside all is wrong once', () => {
    const text = 'Anna paid Karl quickly'
    const truth = spans(text, 'Anna', 'Karl')
    expect(of(text, truth, spans(text, 'Anna paid Karl'), 0.9)).toEqual({
      right: 0,
      predicted: 2,
      annotated: 2,
    })
    expect(of(text, truth, spans(text, 'Anna', 'quickly'), 0.9)).toEqual({
      right: 1,
      predicted: 2,
      annotated: 2,
    })
  })
})

describe('made numbers', () => {
  /** Dice that fall as they are told. */
  const told = (...falls: readonly string[]): Dice => {
    const rest = [...falls]
    return { digits: () => rest.shift()!, between: () => rest.shift()! }
  }

  test.each([
    ['Brazil, CPF', told('111444777'), '111.444.777-35'],
    ['Spain, DNI', told('12345678'), '12345678Z'],
    ['Germany, Steuer-ID', told('8609574271'), '86 095 742 719'],
    ['Poland, PESEL', told('44', '05', '14', '0135'), '44051401359'],
    ['Netherlands, BSN', told('11122233'), '111222333'],
    ['Belgium, Rijksregister', told('85', '07', '30', '033'), '85.07.30-033.28'],
    ['Finland, henkilötunnus', told('52', '10', '13', '308'), '131052-308T'],
    ['Switzerland, AHV', told('921707698'), '756.9217.0769.85'],
    ['United Kingdom, NHS', told('943476591'), '943 476 5919'],
    ['India, Aadhaar', told('2', '3412341234'), '2341 2341 2346'],
    ['China, 身份证', told('49', '12', '31', '002'), '11010519491231002X'],
    ['Australia, TFN', told('123456782'), '123 456 782'],
  ])('%s has the check of an example that was published', (name, dice, example) => {
    expect(idMakers.find((maker) => maker.name === name)!.make(dice)).toBe(example)
  })

  test('are the same in every run', () => {
    for (const { make } of idMakers) expect(make(createDice(7))).toBe(make(createDice(7)))
  })
})

describe('what is hidden', () => {
  test('a comma that stays is no leak, a letter is', () => {
    const text = 'at 12 Long Road, Leeds now'
    const [address] = spans(text, '12 Long Road, Leeds')
    const cover = (...hidden: readonly string[]) =>
      coverOf(text, maskOf(text.length, spans(text, ...hidden)), address!)
    expect(cover('12 Long Road', 'Leeds')).toEqual({ touched: true, full: true })
    expect(cover('12 Long Road', 'Leed')).toEqual({ touched: true, full: false })
    expect(cover('now')).toEqual({ touched: false, full: false })
    const others = otherCharacters(
      text,
      maskOf(text.length, spans(text, 'Leeds now')),
      maskOf(text.length, [address!]),
    )
    expect(others).toEqual({ all: 5, hidden: 3 })
  })

  test('places are read from what comes out', () => {
    const text = 'Anna Berg and Bo Li, x@y.com a@b.com'
    const found = aligned(text, '<p> and <p>, <e> <e>', /<(.)>/g)
    expect(found.map(({ start, end, type }) => `${type} ${text.slice(start, end)}`)).toEqual([
      'p Anna Berg',
      'p Bo Li',
      'e x@y.com',
      'e a@b.com',
    ])
    expect(() => aligned('a b', 'c <p>', /<(.)>/g)).toThrow('came out changed')
    expect(aligned('« a: b » x', '‹ a: b › <p>', /<(.)>/g)).toEqual([
      { start: 9, end: 10, type: 'p' },
    ])
  })

  test('Baton is measured by what it lets out', async () => {
    const text = 'by maria@acme.com from 10.1.2.3'
    const hidden = await baton('log').find(text)
    expect(hidden.map(({ start, end, type }) => [type, text.slice(start, end)])).toEqual([
      ['email', 'maria@acme.com'],
      ['ipv4', '10.1.2.3'],
    ])
    const split = await baton('log').find('\u001b[1mto ma\u200bria@acme.com\u001b[0m!')
    expect(split).toEqual([{ start: 7, end: 22, type: 'email' }])
    const known = await baton('log', [{ class: 'person', value: 'Gunnhild Ravn' }]).find('to ravn')
    expect(known).toEqual([{ start: 3, end: 7, type: 'person' }])
  })

  test('the naive patterns do redact', () => {
    for (const { redact, count } of naive) {
      const text = 'by maria@acme.com from 10.1.2.3'
      expect([redact(text), count(text)]).toEqual(['by [EMAIL] from [IPV4]', 2])
    }
    expect(naive[1]!.redact(`t=glpat-${'a1'.repeat(18)}`)).toBe('t=[TOKEN]')
  })

  test('a share of one is all and nothing else', () => {
    expect([share(1), share(0.99999), share(2 / 3)]).toEqual(['1.0000', '0.9999', '0.6666'])
  })
})
