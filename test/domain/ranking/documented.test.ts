import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { expect, test } from 'vitest'

import { possibleFrom, strongFrom } from '../../../src/domain/ranking.ts'
import * as rates from '../../../src/domain/ranking/rates.ts'

const page = readFileSync(resolve(import.meta.dirname, '../../../docs/changes.md'), 'utf8')

const signed = (value: number): string => (value > 0 ? `+${value}` : `${value}`)
const percent = (share: number): string => `${Math.round(share * 100)} %`

/** A term whose weight follows the traffic. */
function rateRow(rate: rates.Rate): string {
  const { words, cause, usual, least, most } = rate
  const cells = [words, percent(cause), percent(usual), signed(rates.logOddsOf(rate))]
  return `| ${[...cells, `${signed(least)} to ${signed(most)}`].join(' | ')} |`
}

test('the page tells every weight as it is', () => {
  const bands = rates.bands.map(
    ({ words, cause }, i) => `| ${words} | ${percent(cause)} | ${signed(rates.bandOdds(i))} |`,
  )
  const rated = [
    ...Object.values(rates.places),
    ...Object.values(rates.classes),
    rates.naming,
    rates.symptom,
  ].map(rateRow)
  const fixed = Object.entries(rates.fixed).map(([words, odds]) => `| ${words} | ${signed(odds)} |`)
  const priors = [2, 10, 48, 200].map((day) => `| ${day} | ${signed(rates.priorOdds(day))} |`)
  for (const rows of [bands, rated, fixed, priors]) expect(page).toContain(`\n${rows.join('\n')}\n`)
  expect(page).toContain(`\`strong\` from ${strongFrom}`)
  expect(page).toContain(`\`possible\` from ${possibleFrom}`)
})
