import * as z from 'zod'

import type { Environment } from '../domain/service.ts'
import { word } from './word.ts'

const path = z.string().min(1)
const paths = z.array(path).min(1).max(50)

/** Where the configuration of an environment lies: files, or a list of `KEY=VALUE` lines as an environment prints them. */
const ConfigurationEntry = z.union([
  z.strictObject({ service: word.optional(), files: paths }),
  z.strictObject({ service: word.optional(), listing: path }),
])

export const EnvironmentEntry = z.strictObject({
  name: word,
  production: z.boolean().default(true),
  regions: z.array(word).default([]),
  baseUrls: z.array(z.string()).default([]),
  configuration: z.array(ConfigurationEntry).max(50).default([]),
})
type EnvironmentEntry = z.output<typeof EnvironmentEntry>

/** The same, resolved: one source of settings of one environment, its paths absolute. */
export interface SettingsTarget {
  readonly environment: string
  readonly service: string | null
  readonly files: readonly string[]
  readonly isListing: boolean
}

export function settingsTargets(
  environments: readonly EnvironmentEntry[],
  at: (path: string) => string,
): readonly SettingsTarget[] {
  return environments.flatMap(({ name, configuration }) =>
    configuration.map((entry) => ({
      environment: name,
      service: entry.service ?? null,
      files: ('files' in entry ? entry.files : [entry.listing]).map(at),
      isListing: 'listing' in entry,
    })),
  )
}

/** What everybody may know of the environments. */
export function environmentsOf(entries: readonly EnvironmentEntry[]): readonly Environment[] {
  return entries.map(({ name, production, regions, baseUrls }) => ({
    name,
    production,
    regions,
    baseUrls,
  }))
}
