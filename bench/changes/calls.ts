import { azureDevOpsChanges } from '../../src/adapters/azure-devops/changes.ts'
import { githubChanges } from '../../src/adapters/github/changes.ts'
import { launchDarklyAudit } from '../../src/adapters/launchdarkly-audit/changes.ts'
import type { ChangeSource } from '../../src/ports/change-log.ts'
import { build } from '../../test/support/azure-devops/documents.ts'
import { azureDevOpsOptions } from '../../test/support/azure-devops/options.ts'
import { openAzureDevOps } from '../../test/support/azure-devops/server.ts'
import { openGithub } from '../../test/support/github/github.ts'
import { githubOptions } from '../../test/support/github/options.ts'
import { deployed } from '../../test/support/github/repository.ts'
import { openAccount } from '../../test/support/launchdarkly/account.ts'
import { entry } from '../../test/support/launchdarkly/entries.ts'
import { auditOptions } from '../../test/support/launchdarkly/options.ts'
import { table } from '../figures.ts'

const minuteMs = 60_000
const startMs = Date.UTC(2026, 10, 23, 8)
const hour = { fromMs: startMs - 60 * minuteMs, toMs: startMs }
const { signal } = new AbortController()
const inHour = Array.from({ length: 20 }, (_, i) => startMs - (i + 1) * 2.9 * minuteMs)

interface Fake {
  readonly seen: readonly unknown[]
  readonly close: () => Promise<void>
}

interface Asked {
  readonly name: string
  readonly fake: Fake
  readonly source: ChangeSource
}

/** Requests that an hour with twenty changes costs each vendor: first, again at once, and again after five minutes. */
export async function callsTable(): Promise<string> {
  let nowMs = startMs
  const clock = (): number => nowMs
  const rows: (readonly string[])[] = []
  for (const open of [github, azureDevOps, launchDarkly]) {
    nowMs = startMs
    const { name, fake, source } = await open(clock)
    const counts: string[] = []
    let told = 0
    for (const laterMs of [0, 10_000, 5 * minuteMs]) {
      nowMs = startMs + laterMs
      const before = fake.seen.length
      const found = await source.changes(hour, signal)
      told = found.changes.length
      counts.push(`${fake.seen.length - before}`)
    }
    rows.push([name, `${told}`, ...counts])
    await fake.close()
  }
  return table([['source', 'changes', 'first', 'again at once', 'after five minutes'], ...rows])
}

async function github(nowMs: () => number): Promise<Asked> {
  const deployments = inHour.map((atMs, i) => deployed(i + 1, atMs))
  const fake = await openGithub({ held: { deployments }, nowMs })
  const source = githubChanges(githubOptions(fake.url, nowMs))
  return { name: 'GitHub', fake, source }
}

async function azureDevOps(nowMs: () => number): Promise<Asked> {
  const builds = inHour.map((startedAt, i) => build({ id: i + 1, startedAt }))
  const fake = await openAzureDevOps({ nowMs, builds })
  return {
    name: 'Azure DevOps',
    fake,
    source: azureDevOpsChanges(azureDevOpsOptions(fake.url, nowMs)),
  }
}

async function launchDarkly(nowMs: () => number): Promise<Asked> {
  const entries = inHour.map((atMs, i) => entry({ id: `entry-${i}`, atMs }))
  const fake = await openAccount({ entries, nowMs })
  const source = launchDarklyAudit(auditOptions(fake.url, nowMs))
  return { name: 'LaunchDarkly', fake, source }
}
