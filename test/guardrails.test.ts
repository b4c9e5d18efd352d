import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

/** The promises; the words are in docs/auditor-guide.md. */
const promises = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'G10', 'G11']

/** Tests that walk through the door: a client, the hall and the embedded adapters. */
const throughTheDoor = globSync('{guardrails,e2e,gameday}/**/*.test.ts', {
  cwd: import.meta.dirname,
})
const text = throughTheDoor
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  .join('\n')
const titles = [...text.matchAll(/\btest(?:\.\w+)?(?:\([^)]*\)|)\(\s*[`'"]([^`'"]+)/g)].map(
  (match) => match[1] ?? '',
)

test.each(promises)('%s is cited by a test through the door', (id) => {
  const citing = titles.filter((title) => new RegExp(`\\b${id}\\b`).test(title))
  expect(citing, `no test through the door cites ${id}`).not.toHaveLength(0)
})

test('no test cites a promise that does not exist', () => {
  const cited = titles.flatMap((title) => title.match(/\bG\d+\b/g) ?? [])
  expect(cited.filter((id) => !promises.includes(id))).toEqual([])
})

test('the promises are the ones the auditor reads', () => {
  const guide = readFileSync(join(import.meta.dirname, '../docs/auditor-guide.md'), 'utf8')
  const rows = [...guide.matchAll(/^\| (G\d+) \|/gm)].map((match) => match[1])
  expect(rows).toEqual(promises)
})
