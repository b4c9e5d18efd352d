import { expect, test } from 'vitest'

import { toIso } from '../../../src/domain/time.ts'
import { searchText } from './folder.ts'

const startMs = Date.UTC(2026, 10, 23)
const lines = 12_000
const window = { fromMs: startMs + 5 * 3_600_000, toMs: startMs + 6 * 3_600_000 }

function ordered(): string[] {
  return Array.from({ length: lines }, (_, i) =>
    JSON.stringify({ time: toIso(startMs + i * 6_000), msg: `m${i} ${'x'.repeat(600)}` }),
  )
}

test('a large ordered file gives the same answer as the same lines in disorder', async () => {
  const sorted = ordered()
  const mixed = sorted.map((_, i) => sorted[(i * 7_919) % lines]!)
  const query = { window, bucketMs: 60_000, samples: 5 }
  const bisected = await searchText(sorted.join('\n'), {}, query)
  const scanned = await searchText(mixed.join('\n'), {}, query)
  expect(bisected.total).toBe(600)
  expect(bisected.buckets).toEqual(scanned.buckets)
  expect(bisected.samples).toEqual(scanned.samples)
})

test('only the part around the window is read', async () => {
  const sorted = ordered()
  sorted[10] = 'broken'
  sorted[lines - 10] = 'broken'
  const result = await searchText(sorted.join('\n'), {}, { window, bucketMs: 60_000 })
  expect([result.total, result.brokenLines]).toEqual([600, 0])
})

test('planted times far from the truth do not hide an event', async () => {
  const sorted = ordered()
  for (let at = 50; at < lines; at += 40) {
    for (let k = 0; k < 20; k++) {
      sorted[at + k] &&= JSON.stringify({ time: '2099-01-01T00:00:00Z', msg: 'y'.repeat(600) })
    }
  }
  const expected = sorted.filter((text) => {
    const { time } = JSON.parse(text) as { time: string }
    return time >= toIso(window.fromMs) && time < toIso(window.toMs)
  }).length
  const result = await searchText(sorted.join('\n'), {}, { window, bucketMs: 60_000 })
  expect(result.total).toBe(expected)
})
