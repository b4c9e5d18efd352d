import { existsSync } from 'node:fs'

import { HandoffError } from '../../domain/error.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { Vault } from '../../ports/vault.ts'
import { createMemoryVault } from '../../redaction/memory-vault.ts'
import { createRedactor } from '../../redaction/redactor.ts'

type Environ = Readonly<Record<string, string | undefined>>

export interface RedactorOptions {
  readonly config?: string
  readonly incident?: string
}

/** A redactor and what ends it. */
interface OpenRedactor {
  readonly redactor: Redactor
  readonly close: () => void
}

/** A redactor that keeps no value, with the rules of baton.yaml where there is one, and with what is known in an incident. */
export async function openRedactor({ config, incident }: RedactorOptions): Promise<OpenRedactor> {
  const env = config === undefined ? process.env : { ...process.env, BATON_CONFIG: config }
  if (incident !== undefined) return incidentRedactor(incident, env)
  const vault = forgetful(createMemoryVault())
  const close = (): void => vault.close()
  if (!isConfigured(env)) return { redactor: createRedactor({ vault, readable: [] }), close }
  const { loadConfig } = await import('../../config.ts')
  const { localTrust } = await import('../../adapters/local-trust/trust.ts')
  const { redactorOf, rulesOf } = await import('../../redactor.ts')
  const read = loadConfig({ env, cwd: process.cwd() })
  const trustRoot = localTrust({ folder: read.trust })
  const rules = await rulesOf(read)
  return { redactor: redactorOf({ config: read, trustRoot, vault, rules }), close }
}

/** Its tokens are those that the agent sees in that incident, so an agent could try values out. */
async function incidentRedactor(incident: string, env: Environ): Promise<OpenRedactor> {
  if (env['BATON_AGENT'] === '1') {
    throw new HandoffError('DENIED', 'An agent does not try out values of an incident.', {
      rule: 'no-oracle',
      hint: 'A person does it in a terminal of their own.',
    })
  }
  const { openHouse } = await import('../../main.ts')
  const { redactorOf, rulesOf } = await import('../../redactor.ts')
  const { openSqliteVault } = await import('../../adapters/sqlite/vault.ts')
  const house = await openHouse({ env, cwd: process.cwd() })
  try {
    house.casebook.incident(incident)
  } finally {
    house.close()
  }
  const { config, trustRoot } = house
  const vault = forgetful(openSqliteVault(config.home))
  const rules = await rulesOf(config)
  return { redactor: redactorOf({ config, trustRoot, vault, rules }), close: () => vault.close() }
}

function isConfigured({ BATON_CONFIG: named = '' }: Environ): boolean {
  return (named !== '' && !/^\$\{[^}]*\}$/.test(named)) || existsSync('baton.yaml')
}

/** Nobody asks for the tokens of a filter, and their number has no bound. */
function forgetful(vault: Vault): Vault {
  const forgets = (): void => undefined
  return { ...vault, seal: forgets, sealAll: forgets }
}
