import fc from 'fast-check'
import { expect, test } from 'vitest'

import { screenOf } from '../../../src/adapters/local-logs/screen.ts'
import type { LogExpression } from '../../../src/domain/logs/expression.ts'
import { type LogFilters, matcher } from '../../../src/domain/logs/filters.ts'
import { ever, folder, search, searchText } from './folder.ts'

const text = (value: string): LogExpression => ({ op: 'text', value, resolved: false })
const at = '2026-11-23T07:00:00Z'
const many = 10_000

const words = [
  'Kelvin',
  '\u212Aelvin',
  'i\u0307stanbul',
  '\u0130stanbul',
  'TIMEOUT',
  'a "b" c',
  'x\\y',
  'x/y',
  'a\nb',
]
const message = fc
  .array(fc.oneof(fc.constantFrom(...words, 'timeout', '12', 'é'), fc.string({ maxLength: 4 })), {
    maxLength: 5,
  })
  .map((list) => list.join(' '))
const escaped = (line: string): string => line.replaceAll('o', '\\u006f').replaceAll('l', '\\u006C')
const line = fc.oneof(
  message.map((msg) => JSON.stringify({ time: at, msg })),
  message.map((msg) => JSON.stringify({ time: at, level: 'error', trace_id: msg, msg: 'none' })),
  message.map((msg) => escaped(JSON.stringify({ time: at, msg }))),
  message.map((msg) => JSON.stringify({ time: at, body: { key: [msg, 1.5] } })),
  message.map((msg) => JSON.stringify({ log: { '@timestamp': at, message: msg } })),
  fc.constantFrom('A', 'B').map((name) => JSON.stringify({ metadata: { service: { name } } })),
  fc.constant('broken timeout'),
  fc.constant(''),
)
const value = fc.oneof(
  fc.constantFrom(
    ...words.flatMap((word) => [word, word.slice(1, 5)]),
    'timeout',
    'key":["x',
    '1.5',
  ),
  message,
)
const { expression } = fc.letrec<{ expression: LogExpression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    value.map(text),
    fc.constant<LogExpression>({ op: 'field', field: 'service', value: 'a' }),
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(tie('expression'), { minLength: 1, maxLength: 3 }),
      )
      .map(([op, of]): LogExpression => ({ op, of })),
    tie('expression').map((of): LogExpression => ({ op: 'not', of })),
  ),
}))
const filters: fc.Arbitrary<LogFilters> = fc.oneof(
  expression.map((one) => ({ expression: one })),
  value.map((traceId) => ({ traceId })),
  value.map((user) => ({ user })),
)

test('what is passed over unread would not have passed the filters', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 30 }),
      filters,
      async (lines, given) => {
        const content = lines.join('\n')
        const found = await searchText(
          content,
          {},
          { filters: given, samples: many, order: 'time' },
        )
        const every = await searchText(content, {}, { samples: many, order: 'time' })
        expect(found.samples).toEqual(every.samples.filter(matcher(given)))
      },
    ),
    { numRuns: 250 },
  )
})

test('two characters beyond ASCII alone have a lower case within it', () => {
  const found = []
  for (let code = 128; code <= 0x10ffff; code++) {
    const lower = String.fromCodePoint(code).toLowerCase()
    if (/[ -~]/.test(lower)) found.push(code)
  }
  expect(found).toEqual([0x130, 0x212a])
})

test.each<[LogFilters, boolean]>([
  [{}, false],
  [{ service: 'auth', level: 'error' }, false],
  [{ expression: text('"5/6"') }, false],
  [{ expression: text('123e4') }, false],
  [{ expression: text('time out') }, true],
  [{ expression: { op: 'not', of: text('timeout') } }, false],
  [
    {
      expression: {
        op: 'or',
        of: [text('timeout'), { op: 'field', field: 'status', value: '503' }],
      },
    },
    false,
  ],
  [
    {
      expression: {
        op: 'and',
        of: [text('timeout'), { op: 'field', field: 'status', value: '503' }],
      },
    },
    true,
  ],
  [{ traceId: '4bf92f3577b34da6a3ce929d0e0e4736' }, true],
])('lines are looked through for %j: %s', (given, expected) => {
  expect(screenOf(given) !== undefined).toBe(expected)
})

test('a hit at every chunk and line edge is found, and its message is tested as its reader sees it', async () => {
  const lines = Array.from({ length: 3_000 }, (_, i) =>
    JSON.stringify({
      time: at,
      msg: `${'x'.repeat(i % 700)} ${i % 3 === 0 ? 'Needle' : 'hay'} ${i}`,
    }),
  )
  const root = await folder({ 'a.log': lines.join('\n') })
  const ask = (shown: (message: string) => string) =>
    search(root, [{ files: ['a.log'], format: 'auto' }], {
      ...ever,
      filters: { expression: text('needle'), shown },
    })
  let seen = 0
  const open = await ask((raw) => {
    seen++
    return raw
  })
  expect([open.total, seen]).toEqual([1_000, 1_000])
  expect((await ask((raw) => raw.replace('Needle', '«secret»'))).total).toBe(0)
})
