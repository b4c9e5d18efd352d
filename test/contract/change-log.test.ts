import { execFileSync } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, onTestFinished, test } from 'vitest'

import { azureDevOpsChanges } from '../../src/adapters/azure-devops/changes.ts'
import { launchDarklyAudit } from '../../src/adapters/launchdarkly-audit/changes.ts'
import { gitChanges } from '../../src/adapters/git/changes.ts'
import { deploymentFiles } from '../../src/adapters/local-changes/deployment-files.ts'
import { changeKinds } from '../../src/domain/change-event.ts'
import { instantMs } from '../../src/domain/time.ts'
import { type ChangeSource, mergeChangeLogs } from '../../src/ports/change-log.ts'
import { build } from '../support/azure-devops/documents.ts'
import { azureDevOpsOptions } from '../support/azure-devops/options.ts'
import { openAzureDevOps } from '../support/azure-devops/server.ts'
import { type FakeAccount, faults, openAccount } from '../support/launchdarkly/account.ts'
import { entry } from '../support/launchdarkly/entries.ts'
import { deployed } from '../support/github/repository.ts'
import { githubSource } from '../support/github/source.ts'

const signal = new AbortController().signal
const hour = { fromMs: Date.UTC(2026, 10, 23, 7), toMs: Date.UTC(2026, 10, 23, 8) }
const inside = '2026-11-23T07:30:00Z'
const outside = '2026-11-23T05:30:00Z'

const line = (id: string, startedAt: string) => JSON.stringify({ id, startedAt })

/** Each adapter shows one change inside the hour and one outside it, then the same source broken. */
interface Row {
  readonly name: string
  sound(): Promise<ChangeSource>
  broken(): Promise<ChangeSource>
}

const rows: readonly Row[] = [
  {
    name: 'git',
    async sound() {
      const root = await folder()
      const git = (at: string, ...args: string[]) =>
        execFileSync('git', args, {
          cwd: root,
          env: {
            ...process.env,
            GIT_CONFIG_GLOBAL: '/dev/null',
            GIT_AUTHOR_DATE: at,
            GIT_COMMITTER_DATE: at,
          },
        })
      git(inside, 'init', '-q')
      for (const at of [outside, inside]) {
        const who = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.test']
        git(at, ...who, 'commit', '-q', '--allow-empty', '-m', `change of ${at}`)
      }
      return gitChanges({ root, repository: '.', service: 'auth', environment: 'production' })
    },
    async broken() {
      const root = await folder()
      return gitChanges({ root, repository: '.', service: 'auth', environment: 'production' })
    },
  },
  {
    name: 'deployment files',
    async sound() {
      const root = await folder()
      await writeFile(
        join(root, 'deployments.ndjson'),
        `${line('a', outside)}\n${line('b', inside)}\n`,
      )
      return deploymentFiles({ root, files: ['deployments.ndjson'] })
    },
    async broken() {
      return deploymentFiles({ root: await folder(), files: ['deployments.ndjson'] })
    },
  },
  {
    name: 'LaunchDarkly audit log',
    async sound() {
      const entries = [inside, outside].map((at) => entry({ id: at, atMs: instantMs(at)! }))
      return launchDarkly(await openAccount({ entries, nowMs: () => hour.toMs }))
    },
    async broken() {
      const fault = { from: 1, how: faults['401'] }
      return launchDarkly(await openAccount({ entries: [], nowMs: () => hour.toMs, fault }))
    },
  },
  {
    name: 'GitHub',
    async sound() {
      const deployments = [outside, inside].map((at, id) =>
        deployed(id, Date.parse(at), { statuses: [] }),
      )
      return (await githubSource({ held: { deployments } })).source
    },
    async broken() {
      return (await githubSource({ held: {} }, { fault: 'No token.' })).source
    },
  },
  {
    name: 'Azure DevOps',
    async sound() {
      const builds = [outside, inside].map((at, id) => build({ id, startedAt: instantMs(at)! }))
      const fake = await openAzureDevOps({ nowMs: () => hour.toMs, builds })
      onTestFinished(fake.close)
      onTestFinished(() => expect(fake.violations).toEqual([]))
      return azureDevOpsChanges(azureDevOpsOptions(fake.url, () => hour.toMs))
    },
    async broken() {
      const nothingThere = 'http://127.0.0.1:9/fabrikam'
      return azureDevOpsChanges(azureDevOpsOptions(nothingThere, () => hour.toMs))
    },
  },
]

const accounts: FakeAccount[] = []

afterAll(async () => {
  await Promise.all(accounts.map((account) => account.close()))
})

function launchDarkly(account: FakeAccount): ChangeSource {
  accounts.push(account)
  return launchDarklyAudit({
    project: 'shop',
    url: account.url,
    spec: null,
    token: () => 'api-reader',
    fault: null,
    network: { caFile: null, proxy: { url: null, except: '' } },
    nowMs: () => hour.toMs,
    service: 'auth',
    environments: {},
    services: {},
  })
}

describe.each(rows)('change log: $name', (row) => {
  test('answers the changes of the window and names itself', async () => {
    const source = await row.sound()
    const { changes, sources, gaps } = await source.changes(hour, signal)
    expect(changes.map((change) => change.startedAtMs)).toEqual([Date.UTC(2026, 10, 23, 7, 30)])
    expect(changes.map((change) => change.source)).toEqual([source.name])
    expect(changeKinds).toContain(changes[0]!.kind)
    expect(sources).toEqual([source.name])
    expect(gaps).toEqual([])
  })

  test('gives the same answer twice', async () => {
    const source = await row.sound()
    expect(await source.changes(hour, signal)).toEqual(await source.changes(hour, signal))
  })

  test('is a gap when it cannot be read, never an empty answer', async () => {
    const { changes, sources, gaps } = await (await row.broken()).changes(hour, signal)
    expect({ changes, sources }).toEqual({ changes: [], sources: [] })
    expect(gaps).toHaveLength(1)
  })

  test('throws when the caller has gone', async () => {
    const gone = AbortSignal.abort()
    await expect((await row.sound()).changes(hour, gone)).rejects.toThrow(/abort/i)
  })

  test('merges with a source that throws', async () => {
    const source = await row.sound()
    const failing: ChangeSource = {
      name: 'failing',
      changes: () => Promise.reject(new Error('secret upstream text')),
      difference: () => Promise.resolve(null),
      check: () => Promise.resolve([]),
    }
    const merged = await mergeChangeLogs([failing, source, source]).changes(hour, signal)
    expect(merged.changes).toHaveLength(1)
    expect(merged.sources).toEqual([source.name])
    expect(merged.gaps).toEqual([
      { source: 'failing', reason: 'The source failed; what it knows is missing here.' },
    ])
  })
})

test('no source at all is a gap', async () => {
  expect(await mergeChangeLogs([]).changes(hour, signal)).toEqual({
    changes: [],
    sources: [],
    gaps: [{ source: 'changes', reason: 'No source of changes is configured.' }],
  })
})

function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'baton-changes-'))
}
