import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { digestOf, isPublished } from '../../src/redaction/classes/published.ts'
import { keyed } from '../../src/redaction/classes/vendor/keyed-table.ts'
import { formats } from '../../src/redaction/classes/vendor/tokens.ts'
import { detect } from '../../src/redaction/engine.ts'

const known = (): readonly never[] => []
const seed = 20_261_123

/** Values of that pattern, made when the test runs: none is written down anywhere. */
function samplesOf(pattern: string, count: number): readonly string[] {
  const plain = pattern.replace(/\(\?<?[=!](?:[^()]|\([^()]*\))*\)/g, '')
  const whole = new RegExp(`^(?:${pattern})$`)
  const ends = new RegExp(`^(?:${plain})$`)
  return fc
    .sample(fc.stringMatching(ends), { numRuns: count * 40, seed })
    .filter((text) => whole.test(text) && isLively(text))
    .slice(0, count)
}

function isLively(text: string): boolean {
  return new Set(text).size >= Math.min(9, text.length * 0.6) && !/(.)\1{5}/.test(text)
}

const around: readonly (readonly [before: string, after: string])[] = [
  ['', ''],
  ['call failed with ', ' for tenant 7'],
  ['{"x":"', '"}'],
  ["value='", "',"],
  ['(', ')'],
  ['https://api.example/v1?x=', '&page=2'],
  ['> ', '\nnext line'],
]

test.each(formats.map((format) => [`${format[0]} ${format[1]}`, format] as const))(
  'G1 a token of %s is found wherever it stands',
  (_, [, begin, rest, near]) => {
    const values = samplesOf(rest, 5)
    expect(values.length).toBeGreaterThan(0)
    for (const value of values) {
      for (const [before, after] of around) {
        const head = `${near ?? ''}${near === undefined ? '' : ': '}${before}`
        const token = begin + value
        const hits = detect(`${head}${token}${after}`, 'log', known)
        const covered = hits.some(
          (hit) => hit.start <= head.length && hit.end >= head.length + token.length - 2,
        )
        expect({ token, before, covered }).toEqual({ token, before, covered: true })
      }
    }
  },
)

test('at least 150 vendors, each with a beginning or a name', () => {
  const beginnings = new Set(formats.map(([vendor, begin]) => `${vendor} ${begin}`))
  const names = new Set([...formats.map(([vendor]) => vendor), ...keyed.map(([vendor]) => vendor)])
  expect(beginnings.size).toBe(formats.length)
  expect(names.size).toBeGreaterThanOrEqual(150)
  expect(formats.length).toBeGreaterThanOrEqual(250)
})

test.each(formats.map((format) => [`${format[0]} ${format[1]}`, format] as const))(
  'the beginning of %s alone, and one character repeated, is no token',
  (_, [, begin, rest]) => {
    const shape = new RegExp(`^(?:${rest})$`)
    for (const text of [begin, `${begin}...`, `see ${begin} for more`]) {
      expect(detect(text, 'log', known)).toEqual([])
    }
    for (const length of [20, 32, 36, 40, 43, 64]) {
      const dull = 'x'.repeat(length)
      if (shape.test(dull)) expect(detect(begin + dull, 'log', known)).toEqual([])
    }
  },
)

const alphabets: Readonly<Record<string, string>> = {
  x: '[0-9a-f]',
  a: '[A-Za-z0-9]',
  w: '[A-Za-z0-9_]',
  d: '[0-9]',
}

test.each(
  keyed.flatMap(([vendor, shapes]) =>
    shapes
      .split(' ')
      .filter((shape) => /^[xaw]\d+$/.test(shape))
      .map((shape) => [vendor, shape] as const),
  ),
)('G1 a key of %s of the shape %s is found by the name beside it', (vendor, shape) => {
  const name = vendor.replace(/\(\?:[^)]*\)\??|\[[^\]]*\]\?/g, '').split('|')[0]!
  const pattern = `${alphabets[shape[0]!]!}{${shape.slice(1)}}`
  const values = samplesOf(pattern, 40)
    .filter((value) => /\d/.test(value) && /[A-Za-z]/.test(value) && entropyOf(value) > 3.1)
    .slice(0, 3)
  expect(values.length).toBeGreaterThan(0)
  for (const value of values) {
    const lines = [
      `${name}_key = "${value}"`,
      `${name.toUpperCase()}_AUTH: ${value}`,
      `"${name}-credential": "${value}"`,
      `${name} admin key: ${value}`,
    ]
    for (const line of lines) {
      const hits = detect(line, 'log', known)
      const at = line.indexOf(value)
      const covered = hits.some((hit) => hit.start <= at && hit.end >= at + value.length)
      expect({ line, covered }).toEqual({ line, covered: true })
    }
  }
})

function entropyOf(value: string): number {
  const counts = new Map<string, number>()
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1)
  return [...counts.values()].reduce((bits, count) => {
    return bits - (count / value.length) * Math.log2(count / value.length)
  }, 0)
}

test.each([
  ['datadog_trace_id', 'x32'],
  ['twitter_region_name', 'a25'],
  ['heroku_request_id', 'uuid'],
  ['sentry_release_version', 'x40'],
  ['docker_image_digest', 'x64'],
  ['sumOfSquares', 'a64'],
])('a thing of a vendor is no key: %s', (key, shape) => {
  const pattern =
    shape === 'uuid'
      ? '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
      : `${alphabets[shape[0]!]!}{${shape.slice(1)}}`
  for (const value of samplesOf(pattern, 5)) {
    expect(detect(`${key} = ${value}`, 'log', known)).toEqual([])
  }
})

test('an example out of a vendor’s documentation is known by its digest alone', () => {
  const example = ['sk', 'test', '4eC39HqLyjWDarjtT1zdp7dc'].join('_')
  expect(isPublished(example)).toBe(true)
  expect(digestOf(example)).toMatch(/^[\w-]{10}$/)
  expect(isPublished(`${example}x`)).toBe(false)
  expect(detect(`curl ${example}`, 'log', known)).toEqual([])
})
