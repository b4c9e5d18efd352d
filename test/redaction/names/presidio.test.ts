import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { namesOf } from '../../../src/redaction/names/find.ts'

interface Sentence {
  readonly full_text: string
  readonly spans: readonly {
    readonly entity_type: string
    readonly start_position: number
    readonly end_position: number
  }[]
}

const path = join(import.meta.dirname, '../../../../shared/data/pii/presidio_generated_large.json')
const isThere = existsSync(path)
const title = isThere ? '' : ' (skipped: the set of presidio-research is not on this machine)'

/** Shares of the values that were hidden wholly and in part, and of all other characters that were hidden. */
function measured(written: (text: string) => string): Readonly<Record<string, number>> {
  const counts = new Map<string, { all: number; full: number; touched: number }>()
  let others = 0
  let hiddenOthers = 0
  for (const { full_text: original, spans } of JSON.parse(
    readFileSync(path, 'utf8'),
  ) as readonly Sentence[]) {
    const text = written(original)
    if (text.length !== original.length) continue
    const hidden = new Uint8Array(text.length)
    for (const { start, end } of namesOf(text)) hidden.fill(1, start, end)
    const marked = new Uint8Array(text.length)
    for (const { entity_type: name, start_position: start, end_position: end } of spans) {
      marked.fill(1, start, end)
      const count = counts.get(name) ?? { all: 0, full: 0, touched: 0 }
      counts.set(name, count)
      count.all++
      if (hidden.subarray(start, end).every((one) => one === 1)) count.full++
      if (hidden.subarray(start, end).some((one) => one === 1)) count.touched++
    }
    for (let i = 0; i < text.length; i++) {
      if (marked[i] === 1) continue
      others++
      hiddenOthers += hidden[i]!
    }
  }
  const shares: Record<string, number> = { others: hiddenOthers / others }
  for (const [name, { all, full, touched }] of counts) {
    shares[`${name} full`] = full / all
    shares[`${name} touched`] = touched / all
  }
  return shares
}

describe.skipIf(!isThere)(`names in Presidio's generated sentences (G1)${title}`, () => {
  test('as they are written', () => {
    const shares = measured((text) => text)
    expect(shares['PERSON full']).toBeGreaterThan(0.98)
    expect(shares['ADDRESS touched']).toBeGreaterThan(0.95)
    expect(shares['ADDRESS full']).toBeGreaterThan(0.85)
    expect(shares['LOCATION touched']).toBeGreaterThan(0.95)
    expect(shares['LOCATION full']).toBeGreaterThan(0.85)
    expect(shares['others']).toBeLessThan(0.05)
  })

  test('in lower case', () => {
    const shares = measured((text) => text.toLowerCase())
    expect(shares['PERSON full']).toBeGreaterThan(0.95)
    expect(shares['others']).toBeLessThan(0.05)
  })
})
