import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { localKnowledge } from './adapters/local-knowledge/knowledge.ts'
import { localShelf } from './adapters/local-shelf/shelf.ts'
import type { Config } from './config.ts'
import type { ChangesTarget } from './config/changes.ts'
import type { ClusterTarget } from './config/clusters.ts'
import { sha256 } from './domain/json.ts'
import { defaultChannel } from './domain/publication.ts'
import type { World } from './guard/contexts.ts'
import { type ChangeLog, type ChangeSource, mergeChangeLogs } from './ports/change-log.ts'
import type { Clock } from './ports/clock.ts'
import type { EvidenceFiles } from './ports/evidence.ts'
import type { FlagReader, FlagWriter } from './ports/flags.ts'
import { lazily } from './ports/lazily.ts'
import type { LogSource, LogStore } from './ports/log-store.ts'
import type { Notifier } from './ports/notifier.ts'
import type { IncidentRecord } from './ports/record.ts'
import type { SettingsReader } from './ports/settings.ts'
import type { TicketReader, TicketWriter } from './ports/tickets.ts'
import type { TrustRoot } from './ports/trust-root.ts'
import { noEvidenceFiles, noFlags, noSettings, noTickets } from './ports/unconfigured.ts'

/** The folder of the package: of the checkout in development, of the installed package in release. */
export const packageRoot = fileURLToPath(new URL('..', import.meta.url))

/** Documents that are made from the text that lies there, by path. */
type MadeDocuments = Readonly<Record<string, (text: string) => Promise<string>>>

/** What the world stands on. */
interface Ground {
  readonly config: Config
  readonly clock: Clock
  readonly trustRoot: TrustRoot
  readonly reader: World['reader']
  readonly record: Pick<IncidentRecord, 'entries'>
}

/** The adapters that the configuration names; a vendor is a folder and a line here. */
export function openWorld(
  { config, clock, trustRoot, reader, record }: Ground,
  made: MadeDocuments,
): World {
  const { root, home } = config
  const flags = config.flags.length > 0 ? lazily(() => openFlags(config)) : noFlags
  const tickets = config.tickets ? lazily(() => openTickets(config, clock)) : noTickets
  return {
    reader,
    logs: lazily(() => openLogs(config, clock)),
    changes: lazily(() => openChanges(config, clock, record)),
    flags,
    flagWriter: flags,
    settings: config.settings.length > 0 ? lazily(() => openSettings(config)) : noSettings,
    tickets,
    ticketDesk: tickets,
    messages: lazily(async () => {
      const { outboxMessages } = await import('./adapters/outbox/outbox.ts')
      const folder = config.messages?.outbox ?? join(home, 'outbox')
      return outboxMessages({ root, folder, clock })
    }),
    knowledge: localKnowledge({ folder: config.knowledge?.folder ?? join(home, 'knowledge') }),
    files: config.evidence ? lazily(() => openEvidenceFiles(config)) : noEvidenceFiles,
    shelf: localShelf({
      roots: { resources: join(packageRoot, 'resources'), prompts: join(packageRoot, 'prompts') },
      content: config.content,
      made,
    }),
    services: config.services,
    environments: config.environments,
    links: config.links,
    channels: {
      customers: defaultChannel,
      executive: defaultChannel,
      internal: defaultChannel,
      ...config.messages?.channels,
    },
    mttrMs: config.policy.mttr,
    trust: () => trustRoot.read(),
  }
}

async function openLogs(config: Config, clock: Clock): Promise<LogStore> {
  const { root, logs, clusters } = config
  const { mergeLogSources } = await import('./ports/merge-log-sources.ts')
  const sources = await Promise.all(clusters.map((target) => openCluster(config, target, clock)))
  if (logs.length > 0 || clusters.length === 0) {
    const { localLogs } = await import('./adapters/local-logs/logs.ts')
    sources.unshift(localLogs({ entries: logs, root }))
  }
  return mergeLogSources(sources)
}

async function openCluster(
  { proxy }: Config,
  { product, caFile, ...target }: ClusterTarget,
  clock: Clock,
): Promise<LogSource> {
  const options = { ...target, network: { caFile, proxy }, nowMs: () => clock.nowMs() }
  if (product === 'elasticsearch') {
    const { elasticsearchLogs } = await import('./adapters/search-cluster/elasticsearch.ts')
    return elasticsearchLogs(options)
  }
  const { openSearchLogs } = await import('./adapters/search-cluster/opensearch.ts')
  return openSearchLogs(options)
}

async function openChanges(
  config: Config,
  clock: Clock,
  record: Ground['record'],
): Promise<ChangeLog> {
  const { reportedChanges } = await import('./record/reports.ts')
  const sources = config.changes.map(async (target) =>
    target.kind === 'feed'
      ? reportedChanges({ record, feed: target.name, fault: target.fault })
      : openChangeSource(config, target, clock),
  )
  const said = reportedChanges({ record, feed: null, fault: null })
  return mergeChangeLogs(await Promise.all(sources), [said])
}

async function openChangeSource(
  { root, proxy }: Config,
  target: Exclude<ChangesTarget, { readonly kind: 'feed' }>,
  clock: Clock,
): Promise<ChangeSource> {
  if (target.kind === 'azure devops') {
    const { azureDevOpsChanges } = await import('./adapters/azure-devops/changes.ts')
    const { caFile, ...rest } = target
    return azureDevOpsChanges({ ...rest, network: { caFile, proxy }, nowMs: () => clock.nowMs() })
  }
  if (target.kind === 'git') {
    const { gitChanges } = await import('./adapters/git/changes.ts')
    const { service = null, environment = null, ...own } = target
    return gitChanges({ root, ...own, service, environment })
  }
  if (target.kind === 'launchdarkly') {
    const { launchDarklyAudit } = await import('./adapters/launchdarkly-audit/changes.ts')
    const network = { caFile: target.caFile, proxy }
    return launchDarklyAudit({ ...target, network, nowMs: () => clock.nowMs() })
  }
  if (target.kind === 'files') {
    const { deploymentFiles } = await import('./adapters/local-changes/deployment-files.ts')
    return deploymentFiles({ root, ...target })
  }
  const { caFile, ...github } = target
  const { githubChanges } = await import('./adapters/github/changes.ts')
  return githubChanges({ ...github, network: { caFile, proxy }, nowMs: () => clock.nowMs() })
}

async function openEvidenceFiles({ evidence, home, trust }: Config): Promise<EvidenceFiles> {
  const { localEvidence } = await import('./adapters/local-evidence/files.ts')
  return localEvidence({ allowed: evidence?.folders ?? [], barred: [home, trust] })
}

async function openFlags({ root, flags }: Config): Promise<FlagReader & FlagWriter> {
  const { launchDarklyFile } = await import('./adapters/launchdarkly-file/flags.ts')
  return launchDarklyFile({ root, entries: flags })
}

async function openSettings({ settings, home, trust }: Config): Promise<SettingsReader> {
  const { localSettings } = await import('./adapters/local-settings/settings.ts')
  return localSettings({ entries: settings, barred: [home, trust] })
}

async function openTickets(
  { root, tickets }: Config,
  clock: Clock,
): Promise<TicketReader & TicketWriter> {
  const { markdownTickets } = await import('./adapters/local-tickets/tickets.ts')
  return markdownTickets({ root, folder: tickets?.folder ?? root, clock })
}

/** The ways by which people learn of what waits for them, each loaded when it is first used. */
export function openNotifiers(config: Config, clock: Clock): readonly Notifier[] {
  return config.notify.map((target): Notifier => {
    if (target.kind === 'desktop') {
      const { folder } = target
      const sender = lazily(async () => {
        const { desktopFiles } = await import('./adapters/desktop-file/notices.ts')
        return desktopFiles({ folder })
      })
      return { ...named('desktop', folder), keepsNotices: true, fault: null, send: sender.send }
    }
    const { url, caFile, key, fault } = target
    const sender = lazily(async () => {
      const { signedWebhook } = await import('./adapters/signed-webhook/webhook.ts')
      return signedWebhook({ url, key: key(), network: { caFile, proxy: config.proxy }, clock })
    })
    return { ...named('webhook', url), keepsNotices: false, fault, send: sender.send }
  })
}

/** The same after a restart, whatever else is configured; no address on the record. */
function named(kind: string, address: string): Pick<Notifier, 'channel'> {
  return { channel: `${kind}-${sha256(address).slice(0, 8)}` }
}
