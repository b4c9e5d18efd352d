import { expect, test } from 'vitest'

import { errorRateChart } from '../../src/documents/chart.ts'
import { marksOf } from '../../src/documents/marks.ts'
import { addBuckets, phasesOf } from '../../src/documents/phases.ts'
import { complete, incidentOf, startMs } from './case.ts'

const minuteMs = 60_000
const incident = incidentOf(complete)
const buckets = Array.from({ length: 60 }, (_, index) => {
  const minute = index - 30
  return {
    fromMs: startMs + minute * minuteMs,
    total: 100,
    errors: minute >= -3 && minute < 16 ? 25 : 0,
  }
})

test('phases are cut at the onset and at the mitigation', () => {
  const phases = phasesOf(incident, buckets, minuteMs)
  expect(phases).toEqual([
    {
      name: 'before',
      fromMs: startMs - 30 * minuteMs,
      toMs: startMs - 3 * minuteMs,
      total: 2700,
      errors: 0,
    },
    {
      name: 'during',
      fromMs: startMs - 3 * minuteMs,
      toMs: startMs + 16 * minuteMs,
      total: 1900,
      errors: 475,
    },
    {
      name: 'after',
      fromMs: startMs + 16 * minuteMs,
      toMs: startMs + 30 * minuteMs,
      total: 1400,
      errors: 0,
    },
  ])
})

test('without a mitigation there is no phase after it, and no logs give no phase', () => {
  const unmitigated = incidentOf(complete.filter(({ kind }) => !kind.startsWith('change.')))
  expect(phasesOf(unmitigated, buckets, minuteMs).map(({ name }) => name)).toEqual([
    'before',
    'during',
  ])
  expect(phasesOf(incident, [], minuteMs)).toEqual([])
})

test('buckets of several searches add up', () => {
  const [first] = buckets
  expect(addBuckets([[first!], [first!]])).toEqual([{ ...first!, total: 200, errors: 0 }])
})

test('marks are onset, detection, applied changes and updates, in order', () => {
  expect(marksOf(incident).map(({ kind, label }) => `${kind} ${label}`)).toEqual([
    'onset Onset',
    'detection Detection',
    'flag auth-new-token to false',
    'update Update sent',
  ])
})

test('the chart is accessible, in UTC and self-contained', async () => {
  const svg = await errorRateChart({
    title: 'T',
    marks: marksOf(incident),
    buckets,
    bucketMs: minuteMs,
    phases: [],
  })
  expect(svg).toContain('role="img" aria-labelledby="title desc"')
  expect(svg).toContain(
    '<desc id="desc">Error rate from 2026-11-23T06:30Z to 2026-11-23T07:30Z, from log buckets, peak 25%. Onset 2026-11-23T06:57Z; Detection 2026-11-23T07:00Z; auth-new-token to false 2026-11-23T07:16Z; Update sent 2026-11-23T07:20Z</desc>',
  )
  expect(svg).toContain('Time (UTC), 2026-11-23')
  expect(svg).not.toMatch(/<script|<style|href|NaN|undefined/)
})

test('without a series the phases are drawn as steps, and it says so', async () => {
  const phases = phasesOf(incident, buckets, minuteMs)
  const svg = await errorRateChart({
    title: 'T',
    marks: [],
    buckets: [],
    bucketMs: minuteMs,
    phases,
  })
  expect(svg).toContain('Errors per request, from averages of each phase')
})

test('nothing to draw gives no chart', async () => {
  expect(
    await errorRateChart({ title: 'T', marks: [], buckets: [], bucketMs: 1, phases: [] }),
  ).toBeUndefined()
})

test('G11: hostile labels cannot leave their text element', async () => {
  const mark = {
    kind: 'flag' as const,
    atMs: startMs,
    label: '</text><script>alert(1)</script>&"\u202E',
  }
  const svg = await errorRateChart({
    title: '<b>',
    marks: [mark],
    buckets,
    bucketMs: minuteMs,
    phases: [],
  })
  expect(svg).not.toContain('<script')
  expect(svg).toContain('<title id="title">&#60;b&#62;</title>')
  expect(svg?.match(/<text /g)?.length).toBe(svg?.match(/<\/text>/g)?.length)
})
