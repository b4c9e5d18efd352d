import { createRequire } from 'node:module'
import { extname } from 'node:path'

import type { Config } from './config.ts'
import { severities } from './domain/severity.ts'
import type { Redactor } from './ports/redactor.ts'
import type { TrustRoot } from './ports/trust-root.ts'
import type { Vault } from './ports/vault.ts'
import type { RuleFinder } from './redaction/rules.ts'

/** The redactor with the rules of a configuration over that vault; the known values of `incidents` hide in calls that name none. */
export function redactorOf(
  { config, trustRoot, vault, rules }: RedactorParts,
  incidents?: () => readonly string[],
): Redactor {
  const parts = {
    vault,
    readable: [config.requester.id, config.requester.name, ...peopleNames(trustRoot)],
    terms: productNames(config),
    fields: config.redaction,
    hints: config.redaction.hints,
    rules,
    incidents,
  }
  let made: Redactor | undefined
  const redactor = (): Redactor => (made ??= engine().createRedactor(parts))
  return {
    text: (raw, scope) => redactor().text(raw, scope),
    json: (raw, scope) => redactor().json(raw, scope),
    learn: (incident, values) => redactor().learn(incident, values),
    resolve: (incident, argument) => redactor().resolve(incident, argument),
  }
}

/** A hundred rooms that no client which only lists tools need wait for: loaded, at once, when the first text needs them. */
function engine(): typeof import('./redaction/redactor.ts') {
  const { url, filename } = import.meta
  return createRequire(url)(`./redaction/redactor${extname(filename)}`)
}

interface RedactorParts {
  readonly config: Config
  readonly trustRoot: TrustRoot
  readonly vault: Vault
  readonly rules: RuleFinder | undefined
}

/** The company's own patterns; throws INVALID_INPUT for one that cannot be used, so that nothing starts without it. */
export async function rulesOf({ redaction }: Config): Promise<RuleFinder | undefined> {
  if (redaction.patterns.length === 0) return undefined
  const { compileRules } = await import('./redaction/rules.ts')
  return compileRules(redaction.patterns)
}

/** What names nobody: services, environments, regions and what the company calls its products. */
function productNames({ services, environments, redaction }: Config): readonly string[] {
  const places = [...services, ...environments].flatMap(({ name, regions }) => [name, ...regions])
  // A reporter who calls himself SEV1 must not make every severity unreadable.
  return [...places, ...redaction.terms, ...severities]
}

/** An unreadable trust folder is reported when a decision needs it, not at start. */
function peopleNames(trustRoot: TrustRoot): readonly string[] {
  try {
    return trustRoot.read().people.flatMap(({ id, name, email }) => [id, name, email ?? id])
  } catch {
    return []
  }
}
