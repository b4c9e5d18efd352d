import { expect, test } from 'vitest'

import { mostSettings } from '../../../src/adapters/local-settings/entry.ts'
import {
  dotenv,
  ini,
  listing,
  properties,
  readLines,
  toml,
} from '../../../src/adapters/local-settings/lines.ts'
import { readTree } from '../../../src/adapters/local-settings/tree.ts'

const size = 16 * 1024
const fill = (piece: string): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size)
const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n')

const pieces = ['[', '{', '- ', '? ', '&a ', '*a ', '!a ', '"', "'", ': ', '---\n', '%a\n', '\\']
const lines = [
  'a=\\\n',
  'a="\n',
  'a=[\n',
  'a="""\n',
  '[a]\n',
  'a: &x\n',
  '=',
  '#',
  '\t',
  'a: |\n x\n',
]
const texts: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...pieces, ...lines].map((piece) => [piece, fill(piece)])),
  'deep nesting': many(200, (i) => `${' '.repeat(i)}a:`),
  'merges of merges': `a: &a {x: 1}\n${many(900, (i) => `b${i}: &b${i}\n  <<: [*a, *b${i - 1}]`)}`,
  'doubled aliases': `a0: &a0 {x: y}\n${many(40, (i) => `a${i + 1}: &a${i + 1} {p: *a${i}, q: *a${i}}`)}`,
  'an alias of itself': 'a: &a [x, *a]',
  'more settings than are compared': many(mostSettings + 10, (i) => `k${i}=1`),
}

test.each(Object.entries(texts))('G11: no reader breaks or grows over %j', (_, text) => {
  const answers = [
    readTree(text),
    ...[dotenv, ini, listing, properties, toml].map((dialect) => readLines(text, dialect)),
  ]
  for (const { settings, faults, isCut } of answers) {
    expect(settings.length).toBeLessThanOrEqual(mostSettings)
    if (isCut) expect(faults).not.toEqual([])
  }
})

test('what repeats itself too much is refused whole', () => {
  for (const name of ['doubled aliases', 'an alias of itself']) {
    expect(readTree(texts[name]!)).toEqual({
      settings: [],
      faults: ['It nests or repeats itself too much; nothing of it is compared.'],
      isCut: true,
    })
  }
})
