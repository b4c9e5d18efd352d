import * as z from 'zod'

import { address } from './address.ts'
import { secretOf, type Surroundings } from './secret.ts'
import { prefix } from './word.ts'

/** A name or pattern; never all there is, which would take in what the cluster keeps for itself. */
const index = z
  .string()
  .regex(/^[a-z0-9*.][a-z0-9*._:-]{0,254}$/)
  .refine((name) => !/^[*.]*$/.test(name))

const shared = {
  indices: z.array(index).min(1).max(20),
  caFile: z.string().min(1).optional(),
  /** Reads although the credentials may write. */
  allowWriteKey: z.boolean().default(false),
}

/** `name:` and the base64 of host, `$` and the cluster's id. */
function isCloudId(text: string): boolean {
  const [, encoded = ''] = /^[^:]+:([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  return /^[\w.-]+(?::\d+)?\$[\w-]+(?:\$|$)/.test(Buffer.from(encoded, 'base64').toString())
}

/** Clusters as entries of `logs:`; `defaults` are what is true of their events. */
export function clusterEntries<T extends z.ZodRawShape>(defaults: T) {
  const elasticsearch = z
    .strictObject({
      url: address.optional(),
      cloudId: z.string().refine(isCloudId).optional(),
      credentials: prefix.default('BATON_ELASTICSEARCH'),
      ...shared,
    })
    .refine(({ url, cloudId }) => (url === undefined) !== (cloudId === undefined))
  const opensearch = z.strictObject({
    url: address,
    credentials: prefix.default('BATON_OPENSEARCH'),
    ...shared,
  })
  return [
    z.strictObject({ elasticsearch, ...defaults }),
    z.strictObject({ opensearch, ...defaults }),
  ] as const
}

interface Cluster {
  readonly url?: string | undefined
  readonly cloudId?: string | undefined
  readonly indices: readonly string[]
  readonly credentials: string
  readonly caFile?: string | undefined
  readonly allowWriteKey: boolean
}

interface Defaults {
  readonly service?: string | undefined
  readonly environment?: string | undefined
  readonly region?: string | undefined
}

type ClusterEntry = Defaults &
  ({ readonly elasticsearch: Cluster } | { readonly opensearch: Cluster })

type Credentials =
  | { readonly kind: 'api key' | 'token'; readonly secret: string }
  | { readonly kind: 'basic'; readonly user: string; readonly secret: string }
  | { readonly kind: 'none' }

/** The same, resolved: paths absolute, credentials read. */
export interface ClusterTarget {
  readonly product: 'elasticsearch' | 'opensearch'
  readonly url: string | undefined
  readonly cloudId: string | undefined
  readonly indices: readonly string[]
  readonly caFile: string | null
  readonly allowWriteKey: boolean
  /** Kept behind a function, so that no dump of the configuration shows them. */
  readonly credentials: () => Credentials
  /** Why they cannot be used, in our own words; null when they can. */
  readonly fault: string | null
  readonly defaults: Defaults
}

/** Credentials that cannot be read silence one source, not the start. */
export function clusterTargets(
  entries: readonly ClusterEntry[],
  around: Surroundings,
): readonly ClusterTarget[] {
  return entries.map((entry): ClusterTarget => {
    const product = 'elasticsearch' in entry ? 'elasticsearch' : 'opensearch'
    const cluster = 'elasticsearch' in entry ? entry.elasticsearch : entry.opensearch
    const held = credentialsOf(cluster.credentials, around)
    const { service, environment, region } = entry
    return {
      product,
      url: cluster.url,
      cloudId: cluster.cloudId,
      indices: cluster.indices,
      caFile: cluster.caFile === undefined ? null : around.at(cluster.caFile),
      allowWriteKey: cluster.allowWriteKey,
      credentials: () => (typeof held === 'string' ? { kind: 'none' } : held),
      fault: typeof held === 'string' ? `Its credentials cannot be used: ${held}` : null,
      defaults: { service, environment, region },
    }
  })
}

/** An API key before a service token before name and password; or why what is set cannot be used. */
function credentialsOf(name: string, around: Surroundings): Credentials | string {
  const kinds = [
    ['API_KEY', 'api key'],
    ['SERVICE_TOKEN', 'token'],
  ] as const
  for (const [suffix, kind] of kinds) {
    const secret = secretOf(`${name}_${suffix}`, around)
    if (secret) return 'fault' in secret ? secret.fault : { kind, secret: secret.value }
  }
  const user = secretOf(`${name}_USERNAME`, around)
  const password = secretOf(`${name}_PASSWORD`, around)
  if (user === undefined && password === undefined) return { kind: 'none' }
  if (user === undefined) return `${name}_USERNAME is not set.`
  if (password === undefined) return `${name}_PASSWORD is not set.`
  if ('fault' in user) return user.fault
  return 'fault' in password
    ? password.fault
    : { kind: 'basic', user: user.value, secret: password.value }
}
