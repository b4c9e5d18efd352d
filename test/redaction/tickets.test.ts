import { expect, test } from 'vitest'

import { loadTickets, parseTickets } from '../../bench/redaction/tickets/load.ts'

const marked = [...loadTickets('dev'), ...loadTickets('held-out')]
const clean = loadTickets('clean')

test('a mark becomes a span over its own words, and other brackets stay', () => {
  const source = '=== mail\n[ERROR] Hi [PERSON|Ada Świt],\n=== note\n[IP|192.0.2.1] a[0]\n'
  expect(parseTickets('en', source)).toEqual([
    {
      id: 'en-1',
      language: 'en',
      kind: 'mail',
      text: '[ERROR] Hi Ada Świt,',
      spans: [{ class: 'PERSON', start: 11, end: 19, value: 'Ada Świt' }],
    },
    {
      id: 'en-2',
      language: 'en',
      kind: 'note',
      text: '192.0.2.1 a[0]',
      spans: [{ class: 'IP', start: 0, end: 9, value: '192.0.2.1' }],
    },
  ])
})

test.each(['=== mail\n[PERSOM|Ada]', '=== mail\n[PERSON|]', 'Ada\n=== mail\n'])(
  'what does not parse is refused: %j',
  (source) => {
    expect(() => parseTickets('en', source)).toThrow(/^en/)
  },
)

test('every span is where its value stands, in order', () => {
  for (const { id, text, spans } of marked) {
    const values = spans.map(({ start, end }) => text.slice(start, end))
    expect(values, id).toEqual(spans.map(({ value }) => value))
    expect(values.map((value) => value.trim())).toEqual(values)
  }
})

test('twenty languages serve to make rules and are held out too; twelve more are held out alone', () => {
  const made = Object.groupBy(loadTickets('dev'), ({ language }) => language)
  const held = Object.groupBy(loadTickets('held-out'), ({ language }) => language)
  expect(Object.keys(made).length).toBeGreaterThanOrEqual(20)
  for (const tickets of Object.values(made)) expect(tickets?.length).toBeGreaterThanOrEqual(12)
  expect(Object.keys(made).filter((language) => (held[language]?.length ?? 0) < 8)).toEqual([])
  const alone = Object.keys(held).filter((language) => !made[language])
  expect(alone.length).toBeGreaterThanOrEqual(12)
  expect(alone.filter((language) => (held[language]?.length ?? 0) < 5)).toEqual([])
})

test('an address of a person or a machine is never left without a mark, and clean texts hold none', () => {
  const found = /[\w.+-]+@[\w-]+\.[a-z]+|\b(?:\d{1,3}\.){3}\d{1,3}\b(?!\.)/gi
  for (const { id, text, spans } of [...marked, ...clean]) {
    for (const { 0: value, index } of text.matchAll(found)) {
      const around = spans.some(({ start, end }) => start <= index && index < end)
      const version = clean.some((ticket) => ticket.id === id) && value.startsWith('141.')
      expect(around || version, `${id} ${value}`).toBe(true)
    }
  }
  expect(clean.flatMap(({ spans }) => spans)).toEqual([])
  expect(clean.flatMap(({ text }) => text.split('\n')).filter(Boolean).length).toBeGreaterThan(120)
})

test('every card and every account number passes its check', () => {
  const wrong = marked.flatMap(({ id, spans }) =>
    spans
      .filter(({ class: kind, value }) => {
        const plain = value.replaceAll(/[\s-]/g, '')
        return (kind === 'CARD' && luhn(plain) !== 0) || (kind === 'IBAN' && mod97(plain) !== 1)
      })
      .map(({ value }) => `${id} ${value}`),
  )
  expect(wrong).toEqual([])
})

function luhn(card: string): number {
  const digits = Array.from(card, Number).toReversed()
  const doubled = digits.map((digit, at) => (at % 2 ? digit * 2 - (digit > 4 ? 9 : 0) : digit))
  return doubled.reduce((sum, digit) => sum + digit, 0) % 10
}

function mod97(iban: string): number {
  const turned = Array.from(iban.slice(4) + iban.slice(0, 4), (sign) => parseInt(sign, 36))
  return Number(BigInt(turned.join('')) % 97n)
}
