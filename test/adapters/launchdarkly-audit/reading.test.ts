import { expect, test } from 'vitest'

import { faults, untilReset, upstreamText } from '../../support/launchdarkly/account.ts'
import { entry } from '../../support/launchdarkly/entries.ts'
import { audit, hour, nowMs, signal } from './source.ts'

const many = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    entry({ id: `e${i}`, atMs: hour.fromMs + (i * 60_000) / 100 }),
  )

test('5,000 entries are read to the end, each once', async () => {
  const { fake, source } = await audit({ entries: many(5_000) }, { deadlineMs: 60_000 })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(new Set(changes.map(({ id }) => id)).size).toBe(5_000)
  expect(changes).toHaveLength(5_000)
  expect(gaps).toEqual([])
  expect(fake.seen.length).toBeLessThanOrEqual(256)
})

test('of more than three pages the rest is read in parts, and one that fails leaves the others', async () => {
  const half = await audit({ entries: many(400), fault: { from: 12, how: faults['503'] } })
  const some = await half.source.changes(hour, signal)
  expect(some.changes.length).toBeGreaterThan(150)
  expect(some.gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/not available now.* Some entries are missing\.$/),
  ])
})

test('an hour costs at most three requests, and none again within a minute', async () => {
  let clockMs = nowMs
  const { fake, source } = await audit({ entries: many(60) }, { nowMs: () => clockMs })
  const first = await source.changes(hour, signal)
  expect(fake.seen).toHaveLength(3)
  clockMs += 30_000
  const moved = { fromMs: hour.fromMs + 60_000, toMs: hour.toMs + 30_000 }
  const again = await source.changes(moved, signal)
  expect(fake.seen).toHaveLength(3)
  expect(again.changes).toEqual(
    first.changes.filter(({ startedAtMs }) => startedAtMs >= moved.fromMs),
  )
  await source.changes({ ...hour, fromMs: hour.fromMs - 1 }, signal)
  expect(fake.seen).toHaveLength(6)
  clockMs += 60_000
  await source.changes(hour, signal)
  expect(fake.seen).toHaveLength(9)
})

const words: Readonly<Record<keyof typeof faults, RegExp>> = {
  '401': /does not accept our credentials \(401\)/,
  '403': /may not read this \(403\)/,
  '404': /\(404\)/,
  '409': /busy with the same thing/,
  '422': /rejected the request/,
  '429': /too many requests from us \(429\)/,
  '500': /failed \(500\)/,
  '503': /not available now/,
  'a sign-in page': /web page/,
  'broken JSON': /broken JSON/,
  'another JSON': /something that it never says/,
  'half a page, then a reset': /broke off/,
  'a redirection': /redirection/,
  silence: /time was up/,
}

test.each(Object.keys(faults) as (keyof typeof faults)[])(
  '%s is a gap in our words; what came before it is told',
  async (name) => {
    const how = faults[name]
    const limits = name === 'silence' ? { deadlineMs: 300 } : {}
    const none = await audit({ entries: many(60), fault: { from: 1, how } }, limits)
    const failed = await none.source.changes(hour, signal)
    expect(failed).toMatchObject({
      changes: [],
      sources: [],
      gaps: [{ source: 'launchdarkly:shop' }],
    })
    expect(failed.gaps[0]?.reason).toMatch(words[name])
    const some = await audit({ entries: many(60), fault: { from: 2, how } }, limits)
    const half = await some.source.changes(hour, signal)
    expect(half.changes).toHaveLength(20)
    expect(half.gaps[0]?.reason).toMatch(words[name])
    expect(half.gaps[0]?.reason).toMatch(/Older entries are missing\.$/)
    expect(JSON.stringify([failed, half])).not.toContain(upstreamText.slice(0, 10))
  },
)

test.each([
  ['seconds', faults['429'], 120_000],
  ['the moment of its reset', untilReset(nowMs + 90_000), 90_000],
])('too many requests: nothing is asked until %s are over', async (_, how, restMs) => {
  let clockMs = nowMs
  const { fake, source } = await audit(
    { entries: [], fault: { from: 1, how } },
    { nowMs: () => clockMs },
  )
  await source.changes(hour, signal)
  clockMs += restMs - 1_000
  const { gaps } = await source.changes(hour, signal)
  expect(gaps[0]?.reason).toMatch(/429/)
  expect(fake.seen).toHaveLength(1)
  clockMs += 2_000
  await source.changes(hour, signal)
  expect(fake.seen).toHaveLength(2)
})

test.each([
  ['another host', () => 'https://evil.example/api/v2/auditlog?before=1', /leads elsewhere/],
  ['another path', () => '/api/v2/members', /leads elsewhere/],
  ['a way out', () => '/api/v2/auditlog/../members', /leads elsewhere/],
  ['credentials', () => 'http://a:b@127.0.0.1/api/v2/auditlog', /leads elsewhere/],
  ['itself', (url: URL) => url.pathname + url.search, /given before/],
  [
    'the same entries for ever',
    (url: URL) => `${url.pathname}${url.search}1`,
    /given before|too many|more entries/,
  ],
])('a next page that leads to %s is not followed on and on', async (_, next, reason) => {
  const { fake, source } = await audit({ entries: many(60), next })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes.length).toBeGreaterThan(0)
  expect(gaps.map((gap) => gap.reason)).toEqual([expect.stringMatching(reason)])
  expect(fake.seen.length).toBeLessThan(10)
  expect(fake.seen.every(({ path }) => path.startsWith('GET /api/v2/auditlog?'))).toBe(true)
})

test('a broken entry costs itself alone; a clock that differs is said', async () => {
  const { source } = await audit({
    entries: [
      entry({ id: '', atMs: nowMs - 1 }),
      entry({ id: 'e1', atMs: nowMs - 2, more: { member: 7 } }),
    ],
    skewMs: 300_000,
  })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes).toMatchObject([{ id: 'e1', actor: null }])
  expect(gaps.map(({ reason }) => reason)).toEqual([
    '1 broken entries were left out.',
    expect.stringMatching(/clock is 300 seconds ahead/),
  ])
})

test('no network and no token are gaps, and nothing is asked without a token', async () => {
  const gone = await audit({ entries: [] })
  await gone.fake.close()
  const { gaps } = await gone.source.changes(hour, signal)
  expect(gaps[0]?.reason).toMatch(/cannot be reached/)
  const fault = 'Its credentials cannot be used: BATON_LAUNCHDARKLY_TOKEN is not set.'
  const without = await audit({ entries: [] }, { fault, token: () => '' })
  expect((await without.source.changes(hour, signal)).gaps).toEqual([
    { source: 'launchdarkly:shop', reason: fault },
  ])
  expect(without.fake.seen).toEqual([])
})

test.each([
  [undefined, 'ok', /does not tell: give it the role Reader/],
  [['reader'], 'ok', /only read/],
  [['writer'], 'warning', /may also write/],
])('check: a token of %s is %s', async (scopes, state, message) => {
  const { source, fake } = await audit({ entries: [], ...(scopes && { scopes }) })
  expect(await source.check(signal)).toEqual([
    { source: 'launchdarkly:shop', state, message: expect.stringMatching(message) },
  ])
  expect(fake.violations).toEqual([])
})

test('check: a project that is not there, and a token that is not accepted, fail', async () => {
  const absent = await audit({ entries: [], projects: ['blog'] })
  const refused = await audit({ entries: [] }, { token: () => 'api-other' })
  for (const { source } of [absent, refused]) {
    expect(await source.check(signal)).toMatchObject([{ state: 'failed' }])
  }
})

test('a clock that goes on between the ask and its answer costs no second reading', async () => {
  let now = nowMs
  const { fake, source } = await audit({ entries: many(5) }, { nowMs: () => (now += 5) })
  const ask = () => source.changes({ fromMs: hour.fromMs, toMs: now }, signal)
  await ask()
  const before = fake.seen.length
  now += 30_000
  await ask()
  expect(fake.seen).toHaveLength(before)
})
