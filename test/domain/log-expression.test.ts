import { expect, test } from 'vitest'

import type { LogEvent } from '../../src/domain/logs/event.ts'
import { termsOf } from '../../src/domain/logs/expression.ts'
import { matcher } from '../../src/domain/logs/filters.ts'
import { parseExpression } from '../../src/domain/logs/parse-expression.ts'

const event: LogEvent = {
  atMs: 0,
  level: 'error',
  message: 'Upstream failed: pool "orders" exhausted for ana@acme.example',
  service: 'auth',
  environment: 'production',
  region: 'eu-west-1',
  version: '1.4.2',
  status: 503,
  endpoint: '/login',
  traceId: 't1',
  correlationId: 'c1',
  user: 'u1',
  fields: {},
}

const shown = (message: string): string => message.replace('ana@acme.example', '«email»')
const passes = (text: string): boolean =>
  matcher({ expression: parseExpression(text), shown })(event)

test.each([
  'upstream',
  'upstream exhausted',
  '"failed: pool"',
  '"pool \\"orders\\""',
  'service:auth',
  'service:AUTH level:warn status:5xx',
  'service:web OR trace:t1',
  'NOT service:web',
  'NOT (service:web OR service:cart)',
  'service:web AND nothing OR correlation:c1',
  'user:u1 region:eu-west-1 version:1.4.2 endpoint:/login environment:production',
  'failed:',
])('%s finds the event', (text) => {
  expect(passes(text)).toBe(true)
})

test.each([
  'service:web',
  'upstream AND nothing',
  'nothing OR service:web',
  'NOT upstream',
  'upstream NOT failed',
  'level:fatal',
  'status:502',
  '"pool exhausted"',
  'pool:orders',
  'and',
])('%s does not', (text) => {
  expect(passes(text)).toBe(false)
})

test('G1: a text that only what is hidden holds finds nothing, whole or in part, also behind NOT', () => {
  for (const guess of ['ana@acme.example', 'ana@', 'acme', 'na@ac']) {
    expect(passes(guess), guess).toBe(false)
    expect(passes(`NOT "${guess}"`), guess).toBe(true)
  }
  const resolved = { op: 'text', value: 'ana@acme.example', resolved: true } as const
  expect(matcher({ expression: resolved, shown })(event)).toBe(true)
})

test('G1: a word that a token holds by chance is not read in it', () => {
  const asToken = (message: string): string =>
    message.replace('ana@acme.example', '«email:AnaAcmeAna123456»')
  for (const guess of ['ana', 'acme']) {
    expect(matcher({ expression: parseExpression(guess), shown: asToken })(event)).toBe(false)
  }
  expect(matcher({ expression: parseExpression('upstream'), shown: asToken })(event)).toBe(true)
})

test('AND binds closer than OR, and terms keep their order', () => {
  expect(parseExpression('a b OR c AND NOT d')).toEqual({
    op: 'or',
    of: [
      { op: 'and', of: [literal('a'), literal('b')] },
      { op: 'and', of: [literal('c'), { op: 'not', of: literal('d') }] },
    ],
  })
  expect(termsOf(parseExpression('x (y OR NOT user:«user:abc»)'))).toEqual([
    literal('x'),
    literal('y'),
    { op: 'field', field: 'user', value: '«user:abc»' },
  ])
})

test.each([
  '',
  '   ',
  '(',
  'a)',
  '(a',
  'a AND',
  'OR a',
  'NOT',
  '"open',
  'service:"open',
  '()',
  Array.from({ length: 33 }, (_, i) => `w${i}`).join(' '),
  `${'('.repeat(9)}a${')'.repeat(9)}`,
  `${'NOT '.repeat(9)}a`,
])('%j is refused with the way to write it', (wrong) => {
  expect(() => parseExpression(wrong)).toThrow(
    expect.objectContaining({
      code: 'INVALID_INPUT',
      hint: expect.stringContaining('field:value'),
    }),
  )
})

function literal(value: string) {
  return { op: 'text', value, resolved: false }
}
