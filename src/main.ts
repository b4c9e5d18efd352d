import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { sharedTargets } from './adapters/launchdarkly-file/shared-targets.ts'
import { builtInPolicies } from './adapters/local-trust/built-in.ts'
import { localTrust } from './adapters/local-trust/trust.ts'
import { openRecordSigner } from './adapters/sqlite/signer.ts'
import { openSqliteStorage } from './adapters/sqlite/storage.ts'
import { openSqliteVault } from './adapters/sqlite/vault.ts'
import { type Config, loadConfig } from './config.ts'
import { createChangeProtocol } from './guard/change/protocol.ts'
import { createContexts } from './guard/contexts.ts'
import { createEscalation } from './guard/escalation.ts'
import { createGuard } from './guard/index.ts'
import { createJournal } from './guard/journal.ts'
import { createPolicies } from './guard/policy/authorize.ts'
import { createCatalogue } from './mcp/catalogue.ts'
import type { Clock } from './ports/clock.ts'
import type { TrustRoot } from './ports/trust-root.ts'
import { recordClock } from './record/clock.ts'
import { casebookReader } from './record/projections.ts'
import { openRecord } from './record/record.ts'
import { redactEgress } from './redaction/egress.ts'
import { createRedactor } from './redaction/redactor.ts'
import { tools } from './tools/index.ts'
import { openWorld, packageRoot } from './world.ts'
import type { World } from './guard/contexts.ts'

const callDeadlineMs = 30_000
/** The newest incidents, whose known values hide also in calls that name no incident. */
const mostOpenIncidents = 20

const systemClock: Clock = { nowMs: () => Date.now() }

interface HouseOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly clock?: Clock
}

export type House = Awaited<ReturnType<typeof openHouse>>

/**
 * The only place that knows everything: configuration -> adapters -> guard -> door. Opening takes no lock, binds no port
 * and writes nothing. Throws INVALID_INPUT for a configuration that is not valid.
 */
export async function openHouse({ env, cwd, clock: wallClock = systemClock }: HouseOptions) {
  const config = loadConfig({ env, cwd })
  const clock = recordClock(wallClock)
  const trustRoot = localTrust({ folder: config.trust })
  const vault = openSqliteVault(config.home)
  const storage = openSqliteStorage(config.home)
  const signer = openRecordSigner(config.home)
  const record = clock.watch(openRecord({ storage, clock: wallClock, signer }))
  const casebook = casebookReader({ record, clock, cadence: config.policy.cadence })
  const redactor = createRedactor({
    vault,
    readable: readableNames(config, trustRoot),
    incidents: () =>
      casebook
        .incidents()
        .slice(0, mostOpenIncidents)
        .map(({ id }) => id),
  })
  const journal = createJournal(record, redactor)
  const redactText = (incident: string, text: string): string =>
    redactor.text(text, { incident, profile: 'text' }).value
  const policies = createPolicies(builtInPolicies())
  const changes = createChangeProtocol({
    append: journal.append,
    reader: casebook,
    trustRoot,
    policies,
    clock,
    level: 'L0',
    policy: config.policy,
    // Looked at afresh for each question: a link may have been turned since the start.
    get environments() {
      return withSharedTargets(config)
    },
    owner: `${process.pid}:${randomUUID()}`,
    redactText,
    assertIntact: () => assertRecordIntact(config.home, record.verifierKey()),
  })
  const world = openWorld(config, clock, trustRoot, casebook, {
    'compliance/soc2/control-matrix': async (template) => {
      const { renderControlMatrix } = await import('./documents/control-matrix.ts')
      const { protocolRules } = await import('./guard/change/rules.ts')
      const inForce = await policies.list(trustRoot.read().policies)
      const rules = protocolRules.map((rule) => ({ ...rule, effect: 'forbid' }))
      return renderControlMatrix(template, [...inForce, ...rules], config.links)
    },
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
    contexts: createContexts({
      world,
      journal,
      redactor,
      card: (request) => changes.view(request),
    }),
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
    /** How receivers take ownership; loaded for them alone. */
    openAcknowledgements: async () => {
      const { createAcknowledgements } = await import('./guard/acknowledge.ts')
      const { ticketDesk } = world
      const reader = casebook
      return createAcknowledgements({ journal, reader, trustRoot, clock, ticketDesk, redactText })
    },
    door: {
      guard,
      catalogue,
      version: packageVersion(),
      egress: <T>(message: T): T => redactEgress(message, redactor) as T,
    },
    /** Pages whoever is due although nobody calls; never fails. */
    escalate: () => escalation.run(casebook.incidents()).catch(() => undefined),
    close(): void {
      record.close()
      vault.close()
    },
  }
}

/** A flag file that serves production and another environment makes both production: the stricter one holds. */
function withSharedTargets(config: Config): Config['environments'] {
  const stricter = sharedTargets(config)
  return config.environments.map((environment) => ({
    ...environment,
    production: environment.production || stricter.has(environment.name),
  }))
}

/** Looks at what lies in the home, not at what this process remembers of it. */
async function assertRecordIntact(home: string, verifierKey: string): Promise<void> {
  const { openSqliteEvidence } = await import('./adapters/sqlite/evidence.ts')
  const { parseVerifierKey } = await import('./record/checkpoint.ts')
  const { assertIntact } = await import('./record/intact.ts')
  const key = parseVerifierKey(verifierKey)
  if (!key) throw new Error('the record has no key')
  const evidence = openSqliteEvidence(home)
  try {
    assertIntact(evidence, key)
  } finally {
    evidence?.close()
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
