import { expect, onTestFinished, test } from 'vitest'

import {
  type AzureDevOpsOptions,
  azureDevOpsChanges,
} from '../../../src/adapters/azure-devops/changes.ts'
import { hasContract } from '../../support/azure-devops/contract.ts'
import * as documents from '../../support/azure-devops/documents.ts'
import { azureDevOpsOptions } from '../../support/azure-devops/options.ts'
import { openAzureDevOps, type Setup } from '../../support/azure-devops/server.ts'

const signal = new AbortController().signal
const at = (hour: number, minute: number) => Date.UTC(2026, 10, 23, hour, minute)
const hour = { fromMs: at(7, 0), toMs: at(8, 0) }
const billing = { id: 8, name: 'deploy-billing' }

const morning: Partial<Setup> = {
  builds: [
    documents.build({ id: 501, startedAt: at(7, 20), by: 'Jo Reyes' }),
    documents.build({ id: 502, startedAt: at(7, 40), status: 'inProgress', message: 'no merge' }),
    documents.build({ id: 400, startedAt: at(3, 0) }),
    documents.build({ id: 401, startedAt: at(3, 30), pipeline: billing }),
  ],
  environments: [documents.environment(11, 'staging'), documents.environment(12, 'Production')],
  records: [
    documents.record({
      id: 90,
      environmentId: 12,
      run: { id: 501, name: '20261123.501' },
      startedAt: at(7, 24),
    }),
    documents.record({
      id: 91,
      environmentId: 12,
      run: { id: 501, name: '20261123.501' },
      startedAt: at(7, 25),
      job: 'worker',
      result: 'failed',
    }),
    documents.record({
      id: 80,
      environmentId: 12,
      run: { id: 401, name: '20261123.401' },
      startedAt: at(3, 31),
      pipeline: billing,
    }),
    documents.record({
      id: 79,
      environmentId: 12,
      run: { id: 400, name: '20261123.400' },
      startedAt: at(3, 1),
    }),
  ],
  deployments: [
    documents.deployment({
      id: 64,
      release: { id: 20, name: 'Release-20' },
      startedAt: at(7, 50),
      status: 'notDeployed',
      operation: 'PhaseFailed',
      approvals: [
        documents.releaseApproval('approved', 'Chuck Reinhart'),
        documents.releaseApproval('approved', 'Robot', true),
      ],
    }),
    documents.deployment({ id: 60, release: { id: 19, name: 'Release-19' }, startedAt: at(2, 0) }),
    documents.deployment({
      id: 61,
      release: { id: 19, name: 'Release-19' },
      startedAt: at(2, 30),
      stage: 'QA',
    }),
  ],
  approvals: [
    documents.approval(501, 'approved', 'Jamal Hartnett'),
    documents.approval(502, 'pending', null),
  ],
  workItems: { 501: ['7001', '7002'] },
}

async function opened(setup: Partial<Setup>, more: Partial<AzureDevOpsOptions> = {}) {
  let now = at(8, 0)
  const fake = await openAzureDevOps({ nowMs: () => now, ...setup })
  onTestFinished(fake.close)
  const source = azureDevOpsChanges(azureDevOpsOptions(fake.url, () => now, more))
  return { fake, source, pass: (ms: number) => (now += ms) }
}

test('tells runs, deployments to environments and classic releases with what ran before and who approved', async () => {
  const { source, fake } = await opened(morning, {
    environments: { production: { environment: 'prod', region: 'us-east-1' } },
    services: { billing: { pipelines: ['Billing'] } },
  })
  const { changes, gaps, sources } = await source.changes(hour, signal)
  expect(gaps).toEqual([])
  expect(sources).toEqual(['azure-devops:fabrikam/Web Shop'])
  expect(changes.map(({ id }) => id)).toEqual([
    'run:502',
    'run:501',
    'environment:12:91',
    'release:64',
  ])
  const [waiting, run, stage, release] = changes
  expect(waiting).toMatchObject({ state: 'pending approval', finishedAtMs: null, pullRequests: [] })
  expect(run).toMatchObject({
    kind: 'run',
    version: '20261123.501',
    service: 'auth',
    environment: null,
    state: 'succeeded',
    commit: documents.sha(501),
    pullRequests: ['41'],
    url: null,
    actor: 'jo.reyes@fabrikam.example',
  })
  expect(stage).toEqual({
    id: 'environment:12:91',
    source: 'azure-devops:fabrikam/Web Shop',
    kind: 'deployment',
    service: 'auth',
    target: null,
    environment: 'prod',
    region: 'us-east-1',
    version: '20261123.501',
    previous: '20261123.400',
    startedAtMs: at(7, 24),
    finishedAtMs: at(7, 26),
    state: 'failed',
    actor: 'jo.reyes@fabrikam.example',
    approvedBy: ['jamal.hartnett@fabrikam.example'],
    url: null,
    rollback: 'Run the stage of run 20261123.400 again to deploy that version.',
    commit: documents.sha(501),
    previousCommit: documents.sha(400),
    pullRequests: ['41'],
    alsoBy: expect.arrayContaining(['Jo Reyes', 'Release Managers']),
    files: null,
    notes: 'deploy-auth, stage Deploy, for work items 7001, 7002',
  })
  expect(release).toMatchObject({
    service: 'billing',
    environment: 'PROD',
    region: 'eu-west-1',
    version: 'Release-20',
    previous: 'Release-19',
    state: 'phase failed',
    approvedBy: ['chuck.reinhart@fabrikam.example'],
    rollback: 'Redeploy Release-19 to the same stage.',
    commit: documents.sha(20),
    previousCommit: documents.sha(19),
  })
  expect(fake.violations).toEqual([])
})

test('an hour costs at most eight requests, no discovery among them, and nothing again within a minute', async () => {
  const { source, fake, pass } = await opened(morning)
  const first = await source.changes(hour, signal)
  expect(fake.seen.length).toBeLessThanOrEqual(8)
  expect(fake.seen.filter((one) => !one.startsWith('GET '))).toEqual([])
  const cost = fake.seen.length
  pass(59_000)
  expect(await source.changes(hour, signal)).toEqual(first)
  const later = { fromMs: hour.fromMs + 59_000, toMs: hour.toMs + 59_000 }
  expect((await source.changes(later, signal)).changes).toEqual(first.changes)
  expect(fake.seen).toHaveLength(cost)
  pass(1_001)
  await source.changes(hour, signal)
  expect(fake.seen.length).toBeGreaterThan(cost)
})

test('of many environments three are read, production first, within eight requests, and the rest is said', async () => {
  const names = ['a', 'b', 'c', 'd', 'live-eu', 'prod-us']
  const { source, fake, pass } = await opened({
    ...morning,
    environments: names.map((name, i) => documents.environment(20 + i, name)),
    records: [0, 1, 2, 3, 4, 5].map((i) =>
      documents.record({
        id: i,
        environmentId: 20 + i,
        run: { id: 501, name: '20261123.501' },
        startedAt: at(7, 24),
      }),
    ),
  })
  const { changes, gaps } = await source.changes(hour, signal)
  const places = changes.filter(({ id }) => id.startsWith('environment:'))
  expect(new Set(places.map(({ environment }) => environment))).toEqual(
    new Set(['a', 'live-eu', 'prod-us']),
  )
  expect(gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Missing of it: environments\. There are more than are read at once/),
  ])
  expect(fake.seen.length).toBeLessThanOrEqual(8)
  const cost = fake.seen.length
  pass(30_000)
  await source.changes({ fromMs: hour.fromMs + 20_000, toMs: hour.toMs + 30_000 }, signal)
  expect(fake.seen).toHaveLength(cost)
})

test('follows 5,000 runs, deployments and records to the end without gap or repeat', async () => {
  const many = Array.from({ length: 5_000 }, (_, i) => i)
  const started = (i: number) => hour.fromMs + i * 700
  const { source, fake } = await opened({
    builds: many.map((i) => documents.build({ id: i, startedAt: started(i) })),
    environments: [documents.environment(12, 'Production')],
    records: many.map((i) =>
      documents.record({
        id: i,
        environmentId: 12,
        run: { id: i, name: `20261123.${i}` },
        startedAt: started(i),
      }),
    ),
    deployments: many.map((i) =>
      documents.deployment({
        id: i,
        release: { id: i, name: `Release-${i}` },
        startedAt: started(i),
      }),
    ),
    judged: false,
  })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(gaps).toEqual([])
  const ids = changes.map(({ id }) => id)
  expect(new Set(ids).size).toBe(15_000)
  expect(ids).toHaveLength(15_000)
  expect(fake.seen.length).toBeLessThanOrEqual(120)
})

test('stops at its bound and says so', async () => {
  const builds = Array.from({ length: 60 }, (_, id) =>
    documents.build({ id, startedAt: hour.fromMs + id * 1_000 }),
  )
  const { source } = await opened({ builds, mostAtOnce: 10 }, { limits: { mostItems: 30 } })
  const { changes, gaps } = await source.changes(hour, signal)
  expect(changes).toHaveLength(30)
  expect(gaps.map(({ reason }) => reason)).toEqual([
    'Missing of it: runs. There are more than are read at once. Ask for a shorter window, or name fewer environments.',
  ])
})

test.runIf(hasContract)('the fake is held against the published schemas', async () => {
  const { source, fake } = await opened({
    ...morning,
    twist: (_path, told) => ({
      ...told,
      body: JSON.parse(JSON.stringify(told.body).replaceAll('"succeeded"', '7')) as unknown,
    }),
  })
  await source.changes(hour, signal)
  expect(fake.violations.length).toBeGreaterThan(0)
})
