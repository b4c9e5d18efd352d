import * as z from 'zod'

import { address } from './address.ts'
import { secretOf, type Surroundings } from './secret.ts'
import { prefix, word } from './word.ts'

const theirKey = z.string().regex(/^[\w.-]{1,256}$/)
/** A key, or what keys begin with and a star. */
const theirKeys = z.string().regex(/^[\w.-]{1,255}\*?$/)

/** The audit log of a LaunchDarkly project as an entry of `changes:`. */
export const LaunchDarklyEntry = z.strictObject({
  launchDarkly: z.strictObject({
    project: theirKey,
    /** https://app.eu.launchdarkly.com or app.launchdarkly.us where the account lies there. */
    url: address.default('https://app.launchdarkly.com'),
    /** The variable that holds the token is this and `_TOKEN`. */
    credentials: prefix.default('BATON_LAUNCHDARKLY'),
    caFile: z.string().min(1).optional(),
    /** A resource specifier, for an account whose log is long: only what it names is read. */
    spec: z.string().min(1).max(400).optional(),
  }),
  /** Of every flag that `services` does not name. */
  service: word.optional(),
  /** What their environments are called here, and whose their flags are. */
  environments: z.record(theirKey, word).default({}),
  services: z.record(theirKeys, word).default({}),
})
type LaunchDarklyEntry = z.output<typeof LaunchDarklyEntry>

/** The same, resolved: paths absolute, the token read. */
export interface LaunchDarklyTarget {
  readonly kind: 'launchdarkly'
  readonly project: string
  readonly url: string
  readonly caFile: string | null
  readonly spec: string | null
  /** Kept behind a function, so that no dump of the configuration shows it; empty while there is a fault. */
  readonly token: () => string
  /** Why it cannot be used, in our own words; null when it can. */
  readonly fault: string | null
  readonly service: string | null
  readonly environments: Readonly<Record<string, string>>
  readonly services: Readonly<Record<string, string>>
}

export function launchDarklyTarget(
  { launchDarkly, service, environments, services }: LaunchDarklyEntry,
  around: Surroundings,
): LaunchDarklyTarget {
  const { project, url, credentials, caFile, spec } = launchDarkly
  const held = tokenOf(`${credentials}_TOKEN`, around)
  return {
    kind: 'launchdarkly',
    project,
    url,
    caFile: caFile === undefined ? null : around.at(caFile),
    spec: spec ?? null,
    token: () => ('value' in held ? held.value : ''),
    fault: 'fault' in held ? `Its credentials cannot be used: ${held.fault}` : null,
    service: service ?? null,
    environments,
    services,
  }
}

function tokenOf(name: string, around: Surroundings) {
  const held = secretOf(name, around)
  if (held === undefined) return { fault: `${name} is not set.` }
  if ('fault' in held || /^[\x21-\x7e]{1,500}$/.test(held.value)) return held
  return { fault: `${name} is no token.` }
}
