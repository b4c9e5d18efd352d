import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { sharedTargets } from './adapters/launchdarkly-file/shared-targets.ts'
import { builtInPolicies } from './adapters/local-trust/built-in.ts'
import { localTrust } from './adapters/local-trust/trust.ts'
import { openRecordSigner } from './adapters/sqlite/signer.ts'
import { openSqliteStorage } from './adapters/sqlite/storage.ts'
import { openSqliteVault } from './adapters/sqlite/vault.ts'
import { completionsOf } from './completions.ts'
import { type Config, loadConfig } from './config.ts'
import type { GuaranteeLevel } from './domain/guarantee.ts'
import type { Window } from './domain/window.ts'
import { actorNames } from './guard/actor-names.ts'
import { createChangeProtocol } from './guard/change/protocol.ts'
import { createContexts } from './guard/contexts.ts'
import { createGuard } from './guard/index.ts'
import { createJournal } from './guard/journal.ts'
import type { Outward } from './guard/outward/outward.ts'
import { createPolicies } from './guard/policy/authorize.ts'
import { createCatalogue } from './mcp/catalogue.ts'
import { incidentResources } from './mcp/uris.ts'
import { createWatch } from './mcp/watch.ts'
import type { Clock } from './ports/clock.ts'
import { recordClock } from './record/clock.ts'
import { heard } from './record/heard.ts'
import { casebookReader } from './record/projections.ts'
import { openRecord } from './record/record.ts'
import { redactEgress } from './redaction/egress.ts'
import { redactorOf, rulesOf } from './redactor.ts'
import { tools } from './tools/index.ts'
import { openNotifiers, openWorld, packageRoot } from './world.ts'

const callDeadlineMs = 30_000
/** The newest incidents, whose known values hide also in calls that name no incident. */
const mostOpenIncidents = 20

/** The only level there is while the adapters are files of this machine and clusters that are only read. */
const level: GuaranteeLevel = 'L0'

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
  const rules = await rulesOf(config)
  const clock = recordClock(wallClock)
  const trustRoot = localTrust({ folder: config.trust })
  const vault = openSqliteVault(config.home)
  const storage = openSqliteStorage(config.home)
  const signer = openRecordSigner(config.home)
  const record = heard(clock.watch(openRecord({ storage, clock: wallClock, signer })))
  const casebook = casebookReader({ record, clock, cadence: config.policy.cadence })
  const redactor = redactorOf({ config, trustRoot, vault, rules }, () =>
    casebook
      .incidents()
      .slice(0, mostOpenIncidents)
      .map(({ id }) => id),
  )
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
    level,
    policy: config.policy,
    // Looked at afresh for each question: a link may have been turned since the start.
    get environments() {
      return withSharedTargets(config)
    },
    owner: `${process.pid}:${randomUUID()}`,
    redactText,
    assertIntact: async (incident) => {
      const { assertRecordIntact } = await import('./witnesses.ts')
      await assertRecordIntact(config.home, record.verifierKey(), incident, world)
    },
  })
  const world = openWorld(
    { config, clock, trustRoot, reader: casebook, record },
    {
      'compliance/soc2/control-matrix': async (template) => {
        const { renderControlMatrix } = await import('./documents/control-matrix.ts')
        const { protocolRules } = await import('./guard/change/rules.ts')
        const inForce = await policies.list(trustRoot.read().policies)
        const fixed = protocolRules.map((rule) => ({ ...rule, effect: 'forbid' }))
        return renderControlMatrix(template, [...inForce, ...fixed], config.links)
      },
    },
  )
  let outward: Promise<Outward> | undefined
  const openOutward = (): Promise<Outward> =>
    (outward ??= import('./guard/outward/outward.ts').then((room) =>
      room.openOutward({
        record,
        reader: casebook,
        journal,
        redactor,
        clock,
        trustRoot,
        messages: world.messages,
        desk: world.ticketDesk,
        notifiers: openNotifiers(config, clock),
        card: (request) => changes.view(request),
        acknowledgeMs: config.policy.acknowledge,
      }),
    ))
  const guard = createGuard({
    journal,
    redactor,
    reader: casebook,
    clock,
    openOutward,
    outwardIdle: async () =>
      outward?.then(
        (out) => out.idle(),
        () => undefined,
      ),
    contexts: createContexts({
      world,
      journal,
      redactor,
      card: (request) => changes.view(request),
    }),
    requester: config.requester,
    deadlineMs: callDeadlineMs,
    links: config.links,
  })
  const catalogue = createCatalogue({
    tools,
    changes,
    shelf: world.shelf,
    incidents: () => casebook.incidents(),
    completions: completionsOf(config, world),
    watch: createWatch({
      ...record,
      listed: () => incidentResources(casebook.incidents()).map(({ uri }) => uri),
    }),
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
    level,
    /** A read-only look at every configured source of logs. */
    checkLogs: (signal: AbortSignal) => world.logs.check(signal),
    /** Those who made or approved a change, as they may be shown in an incident. */
    actorsIn: (incident: string | null) =>
      actorNames({ trust: world.trust, requester: config.requester, redactor, incident }),
    /** What changed, from every configured source, raw. */
    changesIn: (window: Window, signal: AbortSignal) => world.changes.changes(window, signal),
    checkChanges: (signal: AbortSignal) => world.changes.check(signal),
    /** What people sign about an incident; loaded for them alone. */
    openActs: async () => {
      const { createActs } = await import('./guard/acts/acts.ts')
      const { append } = journal
      const { tell } = await openOutward()
      return createActs({ append, reader: casebook, trustRoot, clock, tell, redactText })
    },
    door: {
      guard,
      catalogue,
      version: packageVersion(),
      feeds: config.changes.filter((target) => target.kind === 'feed'),
      egress: <T>(message: T, own: ReadonlySet<string>): T =>
        redactEgress(message, redactor, own) as T,
    },
    /** Pages, notices and comments on tickets that are due although nobody calls; never fails. */
    rounds: () =>
      openOutward().then(
        (out) => out.round(),
        () => undefined,
      ),
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

function packageVersion(): string {
  const file = readFileSync(join(packageRoot, 'package.json'), 'utf8')
  return (JSON.parse(file) as { version: string }).version
}
