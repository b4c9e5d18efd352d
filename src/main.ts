import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { gitChanges } from './adapters/git/changes.ts'
import { launchDarklyFile } from './adapters/launchdarkly-file/flags.ts'
import { deploymentFiles } from './adapters/local-changes/deployment-files.ts'
import { localKnowledge } from './adapters/local-knowledge/knowledge.ts'
import { localLogs } from './adapters/local-logs/logs.ts'
import { localShelf } from './adapters/local-shelf/shelf.ts'
import { markdownTickets } from './adapters/local-tickets/tickets.ts'
import { builtInPolicies } from './adapters/local-trust/built-in.ts'
import { localTrust } from './adapters/local-trust/trust.ts'
import { outboxMessages } from './adapters/outbox/outbox.ts'
import { openRecordSigner } from './adapters/sqlite/signer.ts'
import { openSqliteStorage } from './adapters/sqlite/storage.ts'
import { openSqliteVault } from './adapters/sqlite/vault.ts'
import { type Config, loadConfig } from './config.ts'
import { renderControlMatrix } from './documents/control-matrix.ts'
import { createChangeProtocol } from './guard/change/protocol.ts'
import { type World, createContexts } from './guard/contexts.ts'
import { createEscalation } from './guard/escalation.ts'
import { createGuard } from './guard/index.ts'
import { createJournal } from './guard/journal.ts'
import { createPolicies } from './guard/policy/authorize.ts'
import { createCatalogue } from './mcp/catalogue.ts'
import { mergeChangeLogs } from './ports/change-log.ts'
import type { Clock } from './ports/clock.ts'
import type { TrustRoot } from './ports/trust-root.ts'
import { noFlags, noTickets } from './ports/unconfigured.ts'
import { casebookReader } from './record/projections.ts'
import { openRecord } from './record/record.ts'
import { redactEgress } from './redaction/egress.ts'
import { createRedactor } from './redaction/redactor.ts'
import { tools } from './tools/index.ts'

const packageRoot = fileURLToPath(new URL('..', import.meta.url))
const callDeadlineMs = 30_000

interface HouseOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly clock?: Clock
}

/** Documents that are made from the text that lies there, by path. */
type MadeDocuments = Readonly<Record<string, (text: string) => Promise<string>>>

export type House = Awaited<ReturnType<typeof openHouse>>

/**
 * The only place that knows everything: configuration -> adapters -> guard -> door. Opening takes no lock, binds no port
 * and writes nothing. Throws INVALID_INPUT for a configuration that is not valid.
 */
export async function openHouse({ env, cwd, clock = { nowMs: () => Date.now() } }: HouseOptions) {
  const config = loadConfig({ env, cwd })
  const trustRoot = localTrust({ folder: config.trust })
  const vault = openSqliteVault(config.home)
  const redactor = createRedactor({ vault, readable: readableNames(config, trustRoot) })
  const record = openRecord({
    storage: openSqliteStorage(config.home),
    clock,
    signer: openRecordSigner(config.home),
  })
  const casebook = casebookReader({ record, clock, cadence: config.policy.cadence })
  const journal = createJournal(record, redactor)
  const policies = createPolicies(builtInPolicies())
  const changes = createChangeProtocol({
    append: journal.append,
    reader: casebook,
    trustRoot,
    policies,
    clock,
    level: 'L0',
    policy: config.policy,
    environments: config.environments,
    owner: `${process.pid}:${randomUUID()}`,
    redactText: (incident, text) => redactor.text(text, { incident, profile: 'text' }).value,
  })
  const world = openWorld(config, clock, trustRoot, casebook, {
    'compliance/soc2/control-matrix': async (template) =>
      renderControlMatrix(template, await policies.list(trustRoot.read().policies), config.links),
  })
  const escalation = createEscalation({
    journal,
    messages: world.messages,
    trustRoot,
    clock,
    acknowledgeMs: config.policy.acknowledge,
  })
  const guard = createGuard({
    journal,
    redactor,
    reader: casebook,
    clock,
    escalation,
    contexts: createContexts(world, journal, redactor),
    requester: config.requester,
    deadlineMs: callDeadlineMs,
  })
  const catalogue = createCatalogue({
    tools,
    changes,
    shelf: world.shelf,
    completions: (argument) => completions(argument, config, world),
  })
  return {
    config,
    clock,
    record,
    redactor,
    journal,
    casebook,
    trustRoot,
    changes,
    ticketDesk: world.ticketDesk,
    door: {
      guard,
      catalogue,
      version: packageVersion(),
      egress: <T>(message: T): T => redactEgress(message, redactor) as T,
    },
    close(): void {
      record.close()
      vault.close()
    },
  }
}

/** The adapters that the configuration names; a vendor is a folder and a line here. */
function openWorld(
  config: Config,
  clock: Clock,
  trustRoot: TrustRoot,
  reader: World['reader'],
  made: MadeDocuments,
): World {
  const { root, home } = config
  const sources = config.changes.map((source) =>
    'git' in source
      ? gitChanges({
          root,
          repository: source.git,
          service: source.service ?? null,
          environment: source.environment ?? null,
        })
      : deploymentFiles({ root, files: source.files }),
  )
  const flags =
    config.flags.length > 0 ? launchDarklyFile({ root, entries: config.flags }) : noFlags
  const tickets = config.tickets ? markdownTickets({ root, ...config.tickets, clock }) : noTickets
  const outbox = config.messages?.outbox ?? join(home, 'outbox')
  return {
    reader,
    logs: localLogs({ entries: config.logs, root, clock }),
    changes: mergeChangeLogs(sources),
    flags,
    flagWriter: flags,
    tickets,
    ticketDesk: tickets,
    messages: outboxMessages({ root, folder: outbox, clock }),
    knowledge: localKnowledge({ folder: config.knowledge?.folder ?? join(home, 'knowledge') }),
    shelf: localShelf({
      roots: { resources: join(packageRoot, 'resources'), prompts: join(packageRoot, 'prompts') },
      content: config.content,
      made,
    }),
    services: config.services,
    environments: config.environments,
    links: config.links,
    trust: () => trustRoot.read(),
  }
}

/** Names of the configuration stay readable: they are the company's own, not a customer's. */
function readableNames(config: Config, trustRoot: TrustRoot): readonly string[] {
  const { requester, services, environments } = config
  const names = [...services, ...environments].flatMap(({ name, regions }) => [name, ...regions])
  return [requester.id, requester.name, ...names, ...peopleNames(trustRoot)]
}

/** An unreadable trust folder is reported when a decision needs it, not at start. */
function peopleNames(trustRoot: TrustRoot): readonly string[] {
  try {
    return trustRoot.read().people.flatMap(({ id, name, email }) => [id, name, email ?? id])
  } catch {
    return []
  }
}

/** Completions come from configuration and incident ids only. */
function completions(argument: string, config: Config, { reader }: World): readonly string[] {
  switch (argument) {
    case 'incident':
      return reader.incidents().map(({ id }) => id)
    case 'service':
      return config.services.map(({ name }) => name)
    case 'environment':
      return config.environments.map(({ name }) => name)
    default:
      return []
  }
}

function packageVersion(): string {
  const file = readFileSync(join(packageRoot, 'package.json'), 'utf8')
  return (JSON.parse(file) as { version: string }).version
}
