import { expect, test } from 'vitest'

import { sameness } from '../../../src/domain/settings/equal.ts'

const host = 'a host that names its environment'
const cases: readonly (readonly [string, string, string | null])[] = [
  ['a', 'a', 'identical'],
  [' "a" ', 'a', 'white space and quotes'],
  ['true', 'Yes', 'words for on and off'],
  ['true', '1', null],
  ['1_000', '1000', 'how a number is written'],
  ['2.0', '2', 'how a number is written'],
  ['1.10', '1.1', null],
  ['007', '7', null],
  ['90s', '1m30s', 'how a duration is written'],
  ['PT1M30S', '90 s', 'how a duration is written'],
  ['30', '30s', null],
  ['1Gi', '1024MiB', 'how a size is written'],
  ['512MB', '512 mb', 'how a size is written'],
  ['512MB', '512MiB', null],
  ['5M', '5m', null],
  ['{"a":1,"b":2}', '{ "b": 2, "a": 1 }', 'order of keys'],
  ['{"a":12345678901234567}', '{"a":12345678901234568}', null],
  ['a,b', 'b,a', null],
  ['INFO', 'info', null],
  ['https://id.prod.example.com/x', 'https://id.staging.example.com/x', host],
  ['https://id.example.com/x', 'https://id-stg.example.com/x', host],
  ['postgres://db-production:5432/a', 'postgres://db-stage:5432/a', host],
  ['jdbc:postgresql://db.prod.internal/a', 'jdbc:postgresql://db.stg.internal/a', host],
  ['api.prod.example.com', 'api.staging.example.com', host],
  ['https://id.prod.example.com/x', 'https://id.staging.example.com/y', null],
  ['https://a.prod.example.com', 'https://b.staging.example.com', null],
  ['https://id.prod.example.com:8443', 'https://id.staging.example.com', null],
  ['https://user:a@id.prod.example.com', 'https://user:b@id.staging.example.com', null],
  ['production', 'staging', null],
]

test.each(cases)('%j and %j: %s', (left, right, expected) => {
  const [here, there] = [
    { value: left, environment: 'production' },
    { value: right, environment: 'staging' },
  ]
  expect(sameness('POOL', here, there)).toBe(expected)
  expect(sameness('POOL', { ...there, value: left }, { ...here, value: right })).toBe(
    expected === host ? null : expected,
  )
})

test('a version is never read as a number', () => {
  const placed = (value: string) => ({ value, environment: 'production' })
  expect(sameness('NODE_VERSION', placed('20.0'), placed('20'))).toBeNull()
})
