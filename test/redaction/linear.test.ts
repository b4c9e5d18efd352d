import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { superLinear } from '../support/linear.ts'
import { literalsOf, pumps, redactionPatterns } from '../support/patterns.ts'

const root = join(import.meta.dirname, '../..')
const patterns = redactionPatterns()

test('the scanner of the sources sees literals and nothing else', () => {
  const code = String.raw`
    // a comment: it's /no/ pattern
    const one = /a[/"]\/b/giu, half = 4 / 2 / 1
    const two = text.replace(/'x'/g, "not /one/") /* nor /this/ */
    const three = isOne ? /d{2,}/ : ${'`'}neither /here/${'`'}
    return /e/y.test(one)`
  const found = literalsOf('x.ts', code).map(({ source, flags }) => `${source} ${flags}`)
  expect(found).toEqual([String.raw`a[/"]\/b giu`, "'x' g", 'd{2,} ', 'e y'])
})

test('every literal and every built expression of the sources is looked at', () => {
  const inSources = globSync('src/redaction/**/*.ts', { cwd: root }).flatMap(
    (file) =>
      readFileSync(join(root, file), 'utf8').match(
        /(?:= |\()\/[^/*\n].*?\/[gimsuvy]{0,4}[\n,.)]/g,
      ) ?? [],
  )
  const literal = patterns.filter(({ file }) => file !== 'built')
  expect(literal.length).toBeGreaterThan(inSources.length * 0.8)
  expect(patterns.length - literal.length).toBeGreaterThan(300)
  const matched = patterns.filter((pattern) => {
    const expression = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))
    return pumps(pattern).some((text) => expression.test(text))
  })
  expect(matched.length / patterns.length).toBeGreaterThan(0.8)
})

test('no pattern lets anything grow faster than its text: its shape, over and over', () => {
  const shapes = patterns.flatMap((pattern) => {
    const all = pumps(pattern)
    return [all.at(-3) ?? all[0]!, all.at(-1)!]
  })
  const units = [...new Set(shapes)]
  const half = units.length >> 1
  expect(superLinear(units.slice(0, half), 'log', 8_192)).toEqual([])
  expect(superLinear(units.slice(half), 'text', 8_192)).toEqual([])
})
