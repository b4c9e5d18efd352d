import fc from 'fast-check'
import { expect, test } from 'vitest'

import { type ByteFields, byteFields } from '../../../src/adapters/local-logs/byte-fields.ts'
import { byteGlimpse } from '../../../src/adapters/local-logs/byte-glimpse.ts'
import { recordsOf } from '../../../src/adapters/local-logs/document-lines.ts'
import { placedValue } from '../../../src/adapters/local-logs/stamp.ts'
import { statedTime, toEvent } from '../../../src/domain/logs/document-event.ts'
import { type Document, isDocument } from '../../../src/domain/logs/document.ts'
import { allWords, words } from '../../../src/domain/logs/words.ts'

const parts = [
  ...new Set(allWords.flatMap(({ names }) => names.flatMap((n) => [n, ...n.split('.')]))),
]
const odd = [
  '__proto__',
  'constructor',
  '7',
  '',
  'é',
  'a"b',
  'a\\b',
  'metadata',
  '_source',
  'resourceLogs',
  'log',
]
const key = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...parts) },
  { weight: 1, arbitrary: fc.constantFrom(...odd) },
)
const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    'error',
    'x',
    '/v1/12/a/34?q=1',
    'http://7/8/9',
    '2026-11-23T07:00:00.5Z',
  ),
  fc.constantFrom<unknown>(
    '2026-02-30T07:00:00Z',
    '2026-11-23T24:00:00Z',
    1795417200123,
    503,
    '503',
    -0,
    1e21,
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 300 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const { value } = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: scalar },
    { weight: 2, arbitrary: tie('object') },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
  ),
  object: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
}))
const document = fc.dictionary(key, value, { maxKeys: 12 })

/** JSON as other writers write it: white space, escapes and keys that come twice. */
const line = fc.oneof(
  { weight: 5, arbitrary: document.map((one) => JSON.stringify(one)) },
  {
    weight: 2,
    arbitrary: document.map((one) => JSON.stringify(one, null, '\t').replaceAll('\n', ' ')),
  },
  { weight: 1, arbitrary: document.map((one) => JSON.stringify(one).replaceAll('e', '\\u0065')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(document, document)
      .map(([a, b]) => `${JSON.stringify(a).slice(0, -1)},${JSON.stringify(b).slice(1)}`),
  },
)
const damage = fc.record({
  at: fc.nat(600),
  remove: fc.nat(3),
  put: fc.constantFrom(
    '',
    '"',
    '\\',
    '{',
    '}',
    ',',
    ':',
    '[',
    '0',
    '\u0001',
    '.',
    'e',
    '\\u00zz',
    '\xe9',
  ),
})

/** What the line says by a parser; undefined for what it refuses. */
function parsed(bytes: Buffer): Document | undefined {
  try {
    const found: unknown = JSON.parse(bytes.toString('utf8'))
    return isDocument(found) ? found : undefined
  } catch {
    return undefined
  }
}

const entry = { service: 'fallback', region: undefined, environment: undefined }

const place = { wall: undefined, year: undefined }

/** What the bytes of a line say, and what a parser does; the same twice when the line is left to a parser. */
function both(fields: ByteFields, bytes: Buffer): readonly [unknown, unknown] {
  if (!fields.open(bytes, 0, bytes.length)) return [undefined, undefined]
  const atMs = fields.instant(words.time) ?? placedValue(fields.read(words.time), place)
  const glimpse = byteGlimpse(fields, entry)
  glimpse.happened(7)
  const { level, message, service, environment, region, version, status } = glimpse
  const { endpoint, traceId, correlationId, user } = glimpse
  const event = glimpse.whole()
  const seen = { level, message, service, environment, region, version, status }
  const bytesSay = { ...event, ...seen, endpoint, traceId, correlationId, user }
  const whole = parsed(bytes)
  if (whole === undefined) return [bytesSay, 'no JSON']
  const wanted = toEvent(whole, 7, entry)
  return [
    [atMs, event, bytesSay, [{ document: whole }]],
    [placedValue(statedTime(whole), place), wanted, wanted, recordsOf(whole, {}, true)],
  ]
}

function expectSame(fields: ByteFields, bytes: Buffer): void {
  const [bytesSay, parserSays] = both(fields, bytes)
  expect(bytesSay).toEqual(parserSays)
}

test('bytes say what a parser says, or leave the line to it', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
      const fields = byteFields()
      // Twice, so that each line is also poured into the moulds that the others left.
      for (const text of [...lines, ...lines]) {
        const [bytesSay, parserSays] = both(fields, Buffer.from(text))
        expect(bytesSay).toEqual(parserSays)
      }
    }),
    { numRuns: 600 },
  )
})

test('a damaged line is never taken for a whole one', () => {
  fc.assert(
    fc.property(line, damage, (text, { at, remove, put }) => {
      const whole = Buffer.from(text)
      const cut = at % (whole.length + 1)
      const bytes = Buffer.concat([
        whole.subarray(0, cut),
        Buffer.from(put, 'latin1'),
        whole.subarray(cut + remove),
      ])
      const fields = byteFields()
      for (const one of [whole, bytes, whole]) {
        const [bytesSay, parserSays] = both(fields, one)
        expect(bytesSay).toEqual(parserSays)
      }
    }),
    { numRuns: 1_200 },
  )
})

test.each([
  '{"@timestamp":"2026-11-23T07:00:00Z","message":"m","log":{"level":"info"},"tags":["a",["b",1]],"n":-1.5e3}',
  ' { "ts" : 1.5 , "msg" : "a\\n\\u00e9 é" , "ok" : true , "no" : null , "o" : { } } ',
  '{"time":1,"a":{"b":{"c":{}}},"d":false}',
])('an ordinary line needs no parser: %s', (text) => {
  const bytes = Buffer.from(text)
  const fields = byteFields()
  for (let i = 0; i < 3; i++) {
    expect(fields.open(bytes, 0, bytes.length)).toBe(true)
    expectSame(fields, bytes)
  }
})

test.each([
  '{"a":1,"a":2}',
  '{"\\u0061":1,"b":2}',
  '{"é":1,"b":2}',
  '{"a":[{"b":1}],"c":2}',
  '{"log":{"level":"x"}}',
  '{"a":1,"__proto__":{"level":"x"}}',
  `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`,
  '{"a":01}',
  '{"a":1}x',
  '[]',
  '',
])('an unusual line is left to a parser: %s', (text) => {
  const bytes = Buffer.from(text)
  expect(byteFields().open(bytes, 0, bytes.length)).toBe(false)
})

test('a log of ever new keys, nested and many, is read to its end in bounded memory', () => {
  const fields = byteFields()
  for (let i = 0; i < 20_000; i++) {
    const bytes = Buffer.from(`{"k${i}":1,"message":"m${i}"}`)
    expectSame(fields, bytes)
  }
  const usual = Buffer.from('{"k0":1,"message":"again"}')
  expect(fields.open(usual, 0, usual.length)).toBe(true)
})
