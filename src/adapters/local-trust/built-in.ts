import { readFileSync, readdirSync } from 'node:fs'

import type { PolicySource } from '../../domain/trust.ts'

const folder = new URL('../../../policies/', import.meta.url)

/** The policies that come with Baton and the schema they are checked against. */
export function builtInPolicies(): PolicySource {
  const names = readdirSync(folder).filter((name) => name.endsWith('.cedar'))
  const files = names
    .toSorted()
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const)
  const schema = readFileSync(new URL('baton.cedarschema', folder), 'utf8')
  return { schema, files: Object.fromEntries(files) }
}
