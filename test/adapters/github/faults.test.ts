import { describe, expect, test } from 'vitest'

import type { Held } from '../../support/github/repository.ts'
import { deployed } from '../../support/github/repository.ts'
import { faults, upstreamText } from '../../support/github/faults.ts'
import { githubSource, hour, minuteMs } from '../../support/github/source.ts'

const { signal } = new AbortController()
const held: Held = {
  deployments: [deployed(1, hour.fromMs + 10 * minuteMs)],
  runs: [{ id: 5, atMs: hour.fromMs + 20 * minuteMs, event: 'schedule' }],
}

/** What a gap says of each fault, and how often it is asked: 5xx and broken connections once more. */
const words: Readonly<Record<keyof typeof faults, readonly [RegExp, number]>> = {
  '401': [/does not accept our credentials \(401\)/, 1],
  '403': [/may not read this \(403\)/, 1],
  '403 as all requests of the hour are used up': [
    /no requests left .* answers again from 2026-11-23T08:25Z\.$/,
    1,
  ],
  '403 of the secondary limit': [/too many requests .* answers again from 2026-11-23T08:02Z\.$/, 1],
  '404': [/nothing of that name/, 1],
  '409': [/busy with the same thing/, 1],
  '422': [/rejected the request/, 1],
  '429': [/too many requests .* answers again from 2026-11-23T08:02Z\.$/, 1],
  '500': [/It failed \(500\)/, 2],
  '502 as HTML': [/not available now/, 2],
  'HTML in place of JSON': [/web page came in place/, 1],
  'broken JSON': [/broken JSON/, 1],
  'another JSON': [/never says/, 1],
  redirection: [/redirection, which is not followed/, 1],
  'half a page, then a reset': [/broke off in the middle/, 2],
  'an endless body': [/too large and was cut off/, 1],
  silence: [/had not answered when time was up/, 1],
}

describe.each(Object.entries(faults))('%s', (name, how) => {
  const [reason, times] = words[name as keyof typeof faults]
  const limits = { deadlineMs: name === 'silence' ? 1_500 : 20_000 }

  test('of runs: deployments are told and the gap is named', async () => {
    const fault = { at: /actions\/runs$/, how }
    const { source, github } = await githubSource({ held, fault }, { limits })
    const { changes, sources, gaps } = await source.changes(hour, signal)
    expect(changes.map(({ id }) => id)).toEqual(['deployment:1'])
    expect(sources).toEqual(['github:acme/shop'])
    expect(gaps).toEqual([
      { source: 'github:acme/shop', reason: expect.stringMatching(/^Workflow runs: missing\. /) },
    ])
    expect(gaps[0]!.reason).toMatch(reason)
    expect(JSON.stringify(gaps)).not.toContain(upstreamText.split(' ')[0])
    expect(github.seen.filter(({ path }) => path.endsWith('/runs'))).toHaveLength(times)
  })

  test('of GraphQL: runs are told and the gap is named', async () => {
    const { source } = await githubSource({ held, fault: { at: /graphql$/, how } }, { limits })
    const { changes, gaps } = await source.changes(hour, signal)
    expect(changes.map(({ id }) => id)).toEqual(['run:5'])
    expect(gaps).toHaveLength(1)
    expect(gaps[0]!.reason).toMatch(/^Deployments, releases, environments and the default branch/)
    expect(gaps[0]!.reason).toMatch(reason)
    expect(JSON.stringify(gaps)).not.toContain(upstreamText.split(' ')[0])
  })

  test('of all: no answer, and both gaps', async () => {
    const { source } = await githubSource({ held, fault: { at: /./, how } }, { limits })
    const { changes, sources, gaps } = await source.changes(hour, signal)
    expect({ changes, sources }).toEqual({ changes: [], sources: [] })
    expect(gaps).toHaveLength(2)
  })
})

test('one failure of theirs is asked over and leaves no gap', async () => {
  const fault = { at: /graphql$/, how: faults['500'], times: 1 }
  const { source } = await githubSource({ held, fault })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes).toHaveLength(2)
  expect(gaps).toEqual([])
})

test('what takes GitHub too long is asked for in smaller pages', async () => {
  const deployments = Array.from({ length: 60 }, (_, i) => deployed(i, hour.fromMs + i * 1_000))
  const fault = { at: /graphql$/, how: faults['502 as HTML'], times: 1 }
  const { source, github } = await githubSource({ held: { deployments }, fault })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(gaps).toEqual([])
  expect(changes).toHaveLength(60)
  const asked = github.seen.filter(({ path }) => path === '/graphql')
  expect(asked.map(({ body }) => (body as { variables: { many: number } }).variables.many)).toEqual(
    [100, 25, 25, 25],
  )
})

test('a limit of a second is waited for once, with all limits known', async () => {
  const how = faults['403 of the secondary limit']
  const short: typeof how = (response, request) => {
    const write = response.writeHead.bind(response)
    response.writeHead = ((code: number, headers: object) =>
      write(code, { ...headers, 'retry-after': '1' })) as typeof response.writeHead
    how(response, request)
  }
  const { source } = await githubSource({ held, fault: { at: /runs$/, how: short, times: 1 } })
  expect((await source.changes(hour, signal)).gaps).toEqual([])
})

test('while the limit holds nothing is sent', async () => {
  const how = faults['403 as all requests of the hour are used up']
  const { source, github } = await githubSource({ held, fault: { at: /./, how } })
  await source.changes(hour, signal)
  const before = github.seen.length
  const { gaps } = await source.changes(hour, signal)
  expect(gaps).toHaveLength(2)
  expect(github.seen).toHaveLength(before)
})

test('nobody there', async () => {
  const { source, github } = await githubSource({ held })
  await github.close()
  const { gaps } = await source.changes(hour, signal)
  expect(gaps.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('It cannot be reached.'),
    expect.stringContaining('It cannot be reached.'),
  ])
})

test('the second page breaks off: the first stays, and the gap says so', async () => {
  const deployments = Array.from({ length: 250 }, (_, i) => deployed(i, hour.fromMs + i * 1_000))
  const fault = { at: /graphql$/, how: faults['half a page, then a reset'], after: 1 }
  const { source } = await githubSource({ held: { deployments }, fault })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes.filter(({ kind }) => kind === 'deployment')).toHaveLength(100)
  expect(gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Deployments: the older ones are missing\. The connection broke off/),
  ])
})

test('GraphQL with errors and part of the data', async () => {
  const { source } = await githubSource({
    held: { ...held, releases: [{ tag: 'v1', atMs: hour.fromMs + 1 }] },
    graph: (answer) => {
      const { data } = answer as { data: { repository: Record<string, unknown> } }
      const error = {
        type: 'FORBIDDEN',
        path: ['repository', 'deployments'],
        message: upstreamText,
      }
      return { data: { repository: { ...data.repository, deployments: null } }, errors: [error] }
    },
  })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes.map(({ kind }) => kind).toSorted()).toEqual(['release', 'run'])
  expect(gaps).toEqual([
    {
      source: 'github:acme/shop',
      reason: expect.stringMatching(/^Deployments: missing\. Our credentials may not read this/),
    },
  ])
})

test.each<[string, (repository: Record<string, unknown>) => object, RegExp]>([
  [
    'what belongs to entries may not be seen',
    (repository) => ({
      data: { repository },
      errors: [{ type: 'FORBIDDEN', path: ['repository', 'deployments', 'nodes', 0, 'commit'] }],
    }),
    /^Deployments: something of it is missing\. Our credentials may not read this/,
  ],
  [
    'a list is none',
    (repository) => ({ data: { repository: { ...repository, releases: [] } } }),
    /^Releases: missing\. It answered with something that it never says/,
  ],
  [
    'a list does not say whether it goes on',
    ({ deployments, ...others }: Record<string, unknown>) => {
      const { nodes } = deployments as { nodes: unknown }
      return { data: { repository: { ...others, deployments: { nodes } } } }
    },
    /^Deployments: the older ones are missing\./,
  ],
  [
    'an error names no part',
    (repository) => ({ data: { repository }, errors: [{ message: upstreamText }] }),
    /^Deployments, releases, .* something of it is missing\. It rejected/,
  ],
])('of GraphQL: %s', async (_, changed, reason) => {
  const { source } = await githubSource({
    held,
    graph: (answer) =>
      changed((answer as { data: { repository: Record<string, unknown> } }).data.repository),
  })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes.map(({ id }) => id)).toEqual(['deployment:1', 'run:5'])
  expect(gaps[0]?.reason).toMatch(reason)
})

test('a rate limit that GraphQL tells with 200', async () => {
  const { source } = await githubSource({
    held,
    graph: () => ({ data: null, errors: [{ type: 'RATE_LIMITED', message: upstreamText }] }),
  })
  const { gaps } = await source.changes(hour, signal)
  expect(gaps[0]!.reason).toMatch(/no requests left .* answers again from 2026-11-23T09:00Z/)
})

test('entries of another form are left out and counted', async () => {
  const { source } = await githubSource({
    held: { ...held, deployments: [...held.deployments!, deployed(2, hour.fromMs + 1)] },
    graph: (answer) => {
      const text = JSON.stringify(answer).replace('"id":"DE_2"', '"id":7')
      return JSON.parse(text) as unknown
    },
  })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes.map(({ id }) => id)).toContain('deployment:1')
  expect(gaps.map(({ reason }) => reason)).toEqual([
    '1 of its entries could not be read and are left out.',
  ])
})

test('a clock that is off is said', async () => {
  const { source } = await githubSource({ held, nowMs: () => hour.toMs + 7 * minuteMs })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes).toHaveLength(2)
  expect(gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Its clock is 420 seconds ahead of ours/),
  ])
})

test('a call that was ended by its caller is thrown on at once', async () => {
  const { source } = await githubSource({ held, fault: { at: /./, how: faults.silence } })
  const leaving = new AbortController()
  const asked = source.changes(hour, leaving.signal)
  leaving.abort()
  await expect(asked).rejects.toThrow(/abort/i)
})
