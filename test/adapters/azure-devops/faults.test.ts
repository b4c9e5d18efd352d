import { expect, onTestFinished, test } from 'vitest'

import { azureDevOpsChanges } from '../../../src/adapters/azure-devops/changes.ts'
import * as documents from '../../support/azure-devops/documents.ts'
import { faults, upstreamText } from '../../support/azure-devops/faults.ts'
import { azureDevOpsOptions } from '../../support/azure-devops/options.ts'
import { openAzureDevOps, type Setup } from '../../support/azure-devops/server.ts'

const signal = new AbortController().signal
const at = (hour: number, minute: number) => Date.UTC(2026, 10, 23, hour, minute)
const hour = { fromMs: at(7, 0), toMs: at(8, 0) }

const held: Partial<Setup> = {
  builds: [documents.build({ id: 1, startedAt: at(7, 10) })],
  environments: [documents.environment(12, 'Production')],
  records: [
    documents.record({
      id: 2,
      environmentId: 12,
      run: { id: 1, name: '20261123.1' },
      startedAt: at(7, 12),
    }),
  ],
  deployments: [
    documents.deployment({ id: 3, release: { id: 30, name: 'Release-30' }, startedAt: at(7, 20) }),
  ],
}

async function opened(
  setup: Partial<Setup>,
  limits = { deadlineMs: 20_000, mostBytes: 1_000_000 },
) {
  let now = at(8, 0)
  const fake = await openAzureDevOps({ nowMs: () => now, judged: false, ...held, ...setup })
  onTestFinished(fake.close)
  const source = azureDevOpsChanges(azureDevOpsOptions(fake.url, () => now, { limits }))
  return { fake, source, pass: (ms: number) => (now += ms) }
}

const words: Readonly<Record<keyof typeof faults, RegExp>> = {
  '401': /does not accept our credentials/,
  '203 with a sign-in page': /web page came in place/,
  '302 to a sign-in': /web page came in place/,
  '302 to elsewhere': /redirection, which is not followed/,
  'a null body': /something that it never says/,
  'no body': /something that it never says/,
  '204': /web page|something that it never says/,
  '403': /may not read this \(403\)/,
  '403 with a page': /web page came in place/,
  '404': /nothing of that name/,
  '409': /busy with the same thing/,
  '400': /rejected the request/,
  '429 with Retry-After': /too many requests.* from 2026-11-23T08:05Z/,
  '429 with its limits': /too many requests.* from 2026-11-23T08:05Z/,
  '500': /failed \(500\)/,
  '503 with a page': /not available now/,
  'a page of a proxy': /web page came in place/,
  'broken JSON': /broken JSON/,
  'another JSON': /something that it never says/,
  'a reset in the middle': /broke off in the middle/,
  'an endless body': /too large and was cut off/,
  silence: /had not answered when time was up/,
  'a drip': /had not answered when time was up/,
}

const names = Object.keys(faults) as (keyof typeof faults)[]

test.each(names)('%s for the runs leaves the rest and a gap in our words', async (name) => {
  const isSlow = name === 'silence' || name === 'a drip'
  const { source } = await opened(
    { fault: { at: /build\/builds\?minTime/, how: faults[name] } },
    { deadlineMs: isSlow ? 500 : 20_000, mostBytes: 1_000_000 },
  )
  const answer = await source.changes(hour, signal)
  const ids = answer.changes.map(({ id }) => id)
  // What asks to be left alone is left alone: what was under way by then is told.
  expect(ids).toEqual(name.startsWith('429') ? ['release:3'] : ['environment:12:2', 'release:3'])
  expect(answer.sources).toEqual([source.name])
  const own = answer.gaps.filter(({ reason }) => /\bruns\b/.test(reason))
  expect(own).toHaveLength(1)
  expect(own[0]!.reason).toMatch(words[name])
  expect(JSON.stringify(answer)).not.toContain('hunter2')
})

test.each(names)('%s for everything is one gap and no answer', async (name) => {
  const isSlow = name === 'silence' || name === 'a drip'
  const { source } = await opened(
    { fault: { at: /./, how: faults[name] } },
    { deadlineMs: isSlow ? 500 : 20_000, mostBytes: 1_000_000 },
  )
  const { changes, sources, gaps } = await source.changes(hour, signal)
  expect({ changes, sources }).toEqual({ changes: [], sources: [] })
  expect(gaps).toHaveLength(1)
  expect(gaps[0]!.reason).toMatch(words[name])
  const checked = await source.check(signal)
  expect(checked.map(({ state }) => state)).not.toContain('ok')
  expect(JSON.stringify([gaps, checked])).not.toContain(upstreamText)
})

test('half a list and then a reset gives the half', async () => {
  const builds = Array.from({ length: 20 }, (_, id) =>
    documents.build({ id, startedAt: at(7, 10) + id * 1_000 }),
  )
  const how = faults['a reset in the middle']
  const { source } = await opened({ builds, mostAtOnce: 5, fault: { at: /Token=10&/, how } })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes.filter(({ kind }) => kind === 'run')).toHaveLength(10)
  expect(gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Missing of it: runs\. The connection broke off/),
  ])
})

test('a token that leads in a circle ends', async () => {
  const { source, fake } = await opened({
    twist: (path, told) =>
      path.endsWith('/builds') ? { ...told, headers: { 'x-ms-continuationtoken': '0' } } : told,
  })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes).toHaveLength(3)
  expect(gaps[0]?.reason).toMatch(/something that it never says/)
  expect(fake.seen.length).toBeLessThanOrEqual(12)
})

test('what it asked to be left alone for is not asked again until then', async () => {
  const how = faults['429 with Retry-After']
  const { source, fake, pass } = await opened({ fault: { at: /./, how, times: 3 } })
  await source.changes(hour, signal)
  const cost = fake.seen.length
  pass(120_000)
  const { gaps } = await source.changes(hour, signal)
  expect(gaps[0]?.reason).toMatch(/from 2026-11-23T08:05Z/)
  expect(fake.seen).toHaveLength(cost)
  pass(200_000)
  expect((await source.changes(hour, signal)).changes).toHaveLength(3)
})

test('a short pause that a good answer asks for is kept and nothing is lost', async () => {
  const { source } = await opened({
    twist: (path, told) =>
      path.endsWith('/pipelines/environments')
        ? { ...told, headers: { 'retry-after': '1' } }
        : told,
  })
  const began = performance.now()
  const { changes, gaps } = await source.changes(hour, signal)
  expect(performance.now() - began).toBeGreaterThanOrEqual(950)
  expect(gaps).toEqual([])
  expect(changes).toHaveLength(3)
})

test('approvals that may go on are said', async () => {
  const { source } = await opened({
    approvals: Array.from({ length: 200 }, (_, run) => documents.approval(run, 'approved', 'Jo')),
  })
  const { gaps } = await source.changes(hour, signal)
  expect(gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Missing of it: approvals\. There are more/),
  ])
})

test('what failed is asked again at once, what was read is not', async () => {
  const how = faults['a reset in the middle']
  const { source, fake } = await opened({ fault: { at: /minTime/, how, times: 1 } })
  expect((await source.changes(hour, signal)).gaps).toHaveLength(1)
  const cost = fake.seen.length
  const again = await source.changes(hour, signal)
  expect(again.gaps).toEqual([])
  expect(again.changes).toHaveLength(3)
  expect(fake.seen.length - cost).toBeLessThanOrEqual(2)
})

/** Every field of every member null, or of a kind that it never has. */
function emptied(value: unknown): (told: { body: unknown }) => unknown {
  return ({ body }) => {
    const { value: list } = body as { value?: readonly object[] }
    if (list === undefined) return body
    const members = list.map((one) =>
      Object.fromEntries(Object.keys(one).map((key) => [key, key === 'id' ? 1 : value])),
    )
    return { count: members.length, value: members }
  }
}

test.each([[null], [7], [{}], ['x'], [[null]]])('every field %j breaks nothing', async (value) => {
  const empty = emptied(value)
  const { source } = await opened({ twist: (_path, told) => ({ ...told, body: empty(told) }) })
  const { gaps } = await source.changes(hour, signal)
  expect(gaps.filter(({ reason }) => /our side/.test(reason))).toEqual([])
})

test.each([[null], [{ id: null }], ['text']])(
  'a member %j is left out and counted',
  async (bad) => {
    const { source } = await opened({
      twist: (path, told) => {
        const { value } = told.body as { value: readonly unknown[] }
        return path.endsWith('/builds')
          ? { ...told, body: { count: 2, value: [bad, ...value] } }
          : told
      },
    })
    const { changes, gaps } = await source.changes(hour, signal)
    expect(changes).toHaveLength(3)
    expect(gaps.map(({ reason }) => reason)).toEqual(['1 of its entries could not be read.'])
  },
)

test('words that it never used before are told as they are', async () => {
  const builds = [documents.build({ id: 1, startedAt: at(7, 10), result: 'HeldBackByPolicy' })]
  const { source } = await opened({ builds })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes.find(({ kind }) => kind === 'run')?.state).toBe('held back by policy')
  expect(gaps).toEqual([])
})

test('a clock that is not ours is said', async () => {
  const fake = await openAzureDevOps({ nowMs: () => at(8, 10), ...held })
  onTestFinished(fake.close)
  const source = azureDevOpsChanges(azureDevOpsOptions(fake.url, () => at(8, 0)))
  const { gaps, changes } = await source.changes(hour, signal)
  expect(changes).toHaveLength(3)
  expect(gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Its clock is 600 seconds ahead of ours/),
  ])
})

test('without credentials nothing is asked', async () => {
  const fake = await openAzureDevOps({ nowMs: () => at(8, 0), ...held })
  onTestFinished(fake.close)
  const fault = 'Its credentials cannot be used: BATON_AZURE_DEVOPS_PAT is not set.'
  const none = { credentials: () => null, fault }
  const source = azureDevOpsChanges(azureDevOpsOptions(fake.url, () => at(8, 0), none))
  expect((await source.changes(hour, signal)).gaps).toEqual([
    { source: source.name, reason: fault },
  ])
  expect(await source.check(signal)).toEqual([
    { source: source.name, state: 'failed', message: fault },
  ])
  expect(fake.seen).toEqual([])
})
