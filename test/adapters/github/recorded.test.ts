import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Fault } from '../../support/github/github.ts'
import { githubSource, hour, minuteMs } from '../../support/github/source.ts'

const { signal } = new AbortController()
const folder = resolve(import.meta.dirname, '../../../../shared/data/real/github')
const hasRecorded = existsSync(folder)

function answering(body: unknown, status = 200, headers = {}): Fault {
  return (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body))
}

/** Payloads as GitHub sent them; skipped where they do not lie beside the repository. */
describe.runIf(hasRecorded)('recorded payloads', () => {
  const recorded = (name: string) =>
    JSON.parse(readFileSync(resolve(folder, name), 'utf8')) as readonly Record<string, unknown>[]

  test('workflow runs are read whole', async () => {
    const runs = recorded('webhook-workflow_run.json').map(
      (one) => one['workflow_run'] as { id: number; created_at: string; event: string },
    )
    expect(runs.length).toBeGreaterThan(0)
    const body = { total_count: runs.length, workflow_runs: runs }
    const { source } = await githubSource({
      held: {},
      fault: { at: /runs$/, how: answering(body) },
    })
    const moments = runs.map(({ created_at }) => Date.parse(created_at))
    const window = { fromMs: Math.min(...moments) - 1, toMs: Math.max(...moments) + 86_400_000 }
    const { changes, gaps } = await source.changes(window, signal)
    expect(gaps).toEqual([])
    const wanted = runs.filter(({ event }) => event !== 'pull_request').map(({ id }) => `run:${id}`)
    expect(new Set(changes.map(({ id }) => id))).toEqual(new Set(wanted))
  })

  test('a refusal as it was sent says nothing of itself', async () => {
    const [refusal] = recorded('errors/normalized-fixture.json')
    const { response, status, headers } = refusal as {
      response: unknown
      status: number
      headers: object
    }
    const how = answering(response, status, headers)
    const { source } = await githubSource({ held: {}, fault: { at: /runs$/, how } })
    const { gaps } = await source.changes(hour, signal)
    expect(gaps.map(({ reason }) => reason)).toContainEqual(
      'Workflow runs: missing. It rejected the request (400 to 422). Check its version and the configured names.',
    )
  })
})

test('whatever stands in an answer, nothing is thrown and what is missing is said', async () => {
  let clockMs = hour.toMs
  let graph: unknown
  let runs: unknown
  const { source } = await githubSource(
    {
      held: {},
      nowMs: () => clockMs,
      graph: () => graph,
      fault: { at: /runs$/, how: (response, request) => answering(runs)(response, request) },
    },
    { nowMs: () => clockMs },
  )
  const list = (key: string) =>
    fc.record(
      { nodes: fc.array(fc.jsonValue()), pageInfo: fc.jsonValue() },
      { requiredKeys: key === 'deployments' ? [] : ['nodes'] },
    )
  const repository = fc.record({
    deployments: fc.oneof(list('deployments'), fc.jsonValue()),
    releases: fc.oneof(list('releases'), fc.jsonValue()),
    environments: fc.oneof(list('environments'), fc.jsonValue()),
    defaultBranchRef: fc.jsonValue(),
  })
  const answer = fc.oneof(
    fc.record({ data: fc.record({ repository }), errors: fc.jsonValue() }),
    fc.record({ data: fc.record({ repository }) }),
    fc.jsonValue(),
  )
  const run = fc.oneof(
    fc.record({ total_count: fc.jsonValue(), workflow_runs: fc.array(fc.jsonValue()) }),
    fc.jsonValue(),
  )
  await fc.assert(
    fc.asyncProperty(answer, run, async (told, listed) => {
      graph = told
      runs = listed
      clockMs += 2 * minuteMs
      const { changes, gaps } = await source.changes(hour, signal)
      expect(changes).toEqual([])
      for (const { reason } of gaps) expect(reason).toMatch(/^[A-Z0-9][^<>{}]+\.$/)
    }),
    { numRuns: 150 },
  )
})
