import { expect, test } from 'vitest'

import { errorRateChart } from '../../src/documents/chart.ts'
import { marksOf } from '../../src/documents/marks.ts'
import { type Phase, addBuckets, spansOf, turningPoints } from '../../src/documents/phases.ts'
import { at, complete, finding, incidentOf, startMs } from './case.ts'

const minuteMs = 60_000
const incident = incidentOf(complete)

type Values = (typeof finding)['values']

function found(values: Values) {
  return { kind: 'finding.recorded' as const, minute: 24, body: { ...finding, values } }
}
const buckets = Array.from({ length: 60 }, (_, index) => {
  const minute = index - 30
  return {
    fromMs: startMs + minute * minuteMs,
    total: 100,
    errors: minute >= -3 && minute < 16 ? 25 : 0,
  }
})

const hourMs = 60 * minuteMs
const since = startMs - hourMs
const nowMs = startMs + 30 * minuteMs
const [onset, mitigated] = [startMs - 3 * minuteMs, startMs + 16 * minuteMs]

test('an incident is counted before the onset, until the mitigation and since', () => {
  expect(spansOf(incident, since, nowMs)).toEqual([
    { name: 'before', fromMs: since, toMs: onset },
    { name: 'during', fromMs: onset, toMs: mitigated },
    { name: 'after', fromMs: mitigated, toMs: nowMs },
  ])
})

test('without a mitigation, or with a change before the onset, the last five minutes are now', () => {
  const unmitigated = incidentOf(complete.filter(({ kind }) => !kind.startsWith('change.')))
  const late = incidentOf([...complete, found({ onset: at(20) })])
  for (const [each, onsetMs] of [
    [unmitigated, onset],
    [late, startMs + 20 * minuteMs],
  ] as const) {
    expect(spansOf(each, since, nowMs)).toEqual([
      { name: 'before', fromMs: since, toMs: onsetMs },
      { name: 'during', fromMs: onsetMs, toMs: nowMs },
      { name: 'now', fromMs: nowMs - 5 * minuteMs, toMs: nowMs },
    ])
  }
})

test('an onset of errors goes before one of traffic, and another service has no say', () => {
  const of = (...values: readonly Values[]): number => {
    const drafts = complete.filter(({ kind }) => kind !== 'finding.recorded')
    return turningPoints(incidentOf([...drafts, ...values.map(found)])).onsetMs
  }
  expect(of({ onset: at(-9) }, { onset: at(-5), onsetSignal: 'volume' })).toBe(
    startMs - 9 * minuteMs,
  )
  expect(of({ onset: at(-9) }, { onset: at(-5), narrowedBy: 'level' })).toBe(startMs - 9 * minuteMs)
  expect(of({ onset: at(-9), onsetSignal: 'volume' })).toBe(startMs - 9 * minuteMs)
  expect(of({ onset: at(-9), service: 'auth' }, { onset: at(-5), service: 'orders' })).toBe(
    startMs - 9 * minuteMs,
  )
  expect(of({ onset: at(-5), service: 'orders' })).toBe(startMs)
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
    '<desc id="desc">Error rate from 2026-11-23T06:30Z to 2026-11-23T07:30Z, peak 25%. Onset 2026-11-23T06:57Z; Detection 2026-11-23T07:00Z; auth-new-token to false 2026-11-23T07:16Z; Update sent 2026-11-23T07:20Z.</desc>',
  )
  expect(svg).toContain('Time (UTC), 2026-11-23')
  expect(svg).not.toMatch(/<script|<style|href|NaN|undefined/)
})

test('without a series the averages of the phases are drawn, and it says so', async () => {
  const phases: readonly Phase[] = spansOf(incident, since, nowMs).map((span) => ({
    ...span,
    total: 100,
    errors: 7,
  }))
  const svg = await errorRateChart({ title: 'T', marks: [], buckets: [], bucketMs: 1, phases })
  expect(svg).toContain('Averages: before 7%, during 7%, after 7%.')
  expect(svg).not.toContain('Errors per request')
  for (const { name } of phases) expect(svg).toContain(`>${name} 7%</text>`)
})

test('a recovery of seconds is a dot, and the line breaks where there was no traffic', async () => {
  const phases: readonly Phase[] = [
    { name: 'during', fromMs: since, toMs: nowMs - 5_000, total: 900, errors: 90 },
    { name: 'after', fromMs: nowMs - 5_000, toMs: nowMs, total: 3, errors: 0 },
  ]
  const holed = buckets.filter((_, index) => index < 20 || index > 25)
  const svg = await errorRateChart({
    title: 'T',
    marks: [],
    buckets: holed,
    bucketMs: minuteMs,
    phases,
  })
  expect(svg).toContain('r="4" fill="#1b7f3b"')
  expect(svg).toContain('>after too little traffic yet</text>')
  expect(/<path d="([^"]*)"/.exec(svg!)![1]!.split('M')).toHaveLength(3)
})

test('marks of one moment stand side by side within the plot', async () => {
  const marks = Array.from({ length: 8 }, (_, index) => ({
    kind: 'update' as const,
    atMs: nowMs - index,
    label: `Update ${index}`,
  }))
  const svg = await errorRateChart({ title: 'T', marks, buckets, bucketMs: minuteMs, phases: [] })
  const discs = [...svg!.matchAll(/<circle cx="([\d.]+)" cy="98"/g)].map((disc) => Number(disc[1]))
  expect(discs).toHaveLength(8)
  expect(Math.max(...discs)).toBeLessThanOrEqual(930)
  for (const [index, x] of discs.slice(1).entries()) {
    expect(x - discs[index]!).toBeGreaterThanOrEqual(18)
  }
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
