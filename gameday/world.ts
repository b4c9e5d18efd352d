import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { stringify } from 'yaml'

import type { Random } from './random.ts'
import { plantsIn } from './scenario/plants.ts'
import type { Scenario } from './scenario/schema.ts'
import { type Customer, customers } from './service/customers.ts'
import { writeHistory } from './service/history.ts'
import { alertOf } from './world/alert.ts'
import { configFile } from './world/config.ts'
import { flagFile } from './world/flag-file.ts'
import { trustedPeople } from './world/people.ts'
import { type Reporter, reporter } from './world/reporter.ts'
import { makeRepository } from './world/repository.ts'
import { changesFile, pastCommits, ticketFile } from './world/texts.ts'

/** A whole company in one folder: everything that Baton, the service and the people of a game read or write. */
export interface World {
  readonly folder: string
  readonly scenario: Scenario
  readonly nowMs: number
  readonly customers: readonly Customer[]
  readonly reporter: Reporter
  readonly alert: object
  readonly ticket: string
  /** The ticket's file as it was before anybody commented. */
  readonly ticketText: string
  readonly paths: {
    readonly config: string
    readonly home: string
    readonly trust: string
    readonly keys: string
    readonly flags: string
    readonly logs: string
    readonly ticket: string
    readonly outbox: string
    readonly knowledge: string
  }
  /** Log lines written about the past, by service. */
  readonly lines: Readonly<Record<string, number>>
  /** What the processes of the game get instead of the caller's environment. */
  readonly env: Readonly<Record<string, string>>
  /** Tells Baton where the service answers. */
  announce(baseUrl: string): void
}

/** Makes the world below `folder`, which must not exist or be empty, with a past that ends at `nowMs`. */
export function buildWorld(
  scenario: Scenario,
  folder: string,
  nowMs: number,
  random: Random,
): World {
  const at = (...parts: string[]): string => join(folder, ...parts)
  const paths = {
    config: at('baton.yaml'),
    home: at('home'),
    trust: at('trust'),
    keys: at('keys'),
    flags: at('flags', 'flags.json'),
    logs: at('logs'),
    ticket: at('tickets', `${scenario.ticket.id}.md`),
    outbox: at('outbox'),
    knowledge: at('knowledge'),
  }
  for (const name of ['home', 'trust', 'keys', 'outbox', 'knowledge', 'user']) {
    mkdirSync(at(name), { recursive: true, mode: 0o700 })
  }
  for (const name of ['flags', 'logs', 'tickets', 'captures'])
    mkdirSync(at(name), { recursive: true })

  const people = customers(random, scenario.customers, scenario.fault.cohort.share)
  const from = reporter(random)
  const trusted = trustedPeople(nowMs)
  writeFileSync(at('trust', 'people.yaml'), stringify(trusted.file), { mode: 0o600 })
  for (const [id, key] of Object.entries(trusted.privateKeys)) {
    writeFileSync(at('keys', id), key, { mode: 0o600 })
  }
  writeFileSync(paths.flags, flagFile(scenario.flags, plantsIn(scenario, 'flag')))
  const ticketText = ticketFile(scenario, from, nowMs)
  writeFileSync(paths.ticket, ticketText)
  writeFileSync(at('deployments.ndjson'), changesFile(scenario, nowMs))
  const git = makeRepository(
    at('repository'),
    pastCommits(scenario, nowMs),
    plantsIn(scenario, 'tag'),
  )
  writeFileSync(
    at('captures', 'visitor.txt'),
    `${plantsIn(scenario, 'file').join('\n').replaceAll('\0', '').toWellFormed()}\n`,
  )
  const lines = writeHistory(scenario, people, paths.logs, nowMs, random)
  writeFileSync(paths.config, configFile(scenario, null, git))

  return {
    folder,
    scenario,
    nowMs,
    customers: people,
    reporter: from,
    alert: alertOf(scenario, nowMs),
    ticket: scenario.ticket.id,
    ticketText,
    paths,
    lines,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: at('user'),
      BATON_CONFIG: paths.config,
      BATON_HOME: paths.home,
      BATON_TRUST: paths.trust,
    },
    announce: (baseUrl) => writeFileSync(paths.config, configFile(scenario, baseUrl, git)),
  }
}
