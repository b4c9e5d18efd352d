import * as z from 'zod'

import { address } from './address.ts'
import type { TheirNames } from '../domain/their-place.ts'
import { secretOf, type Surroundings, usable, type Usable } from './secret.ts'
import { namesOf, ourNames, theirName, theirNames } from './their-names.ts'
import { prefix } from './word.ts'

/** What of a project is one service's: a change belongs to the first service of which it names something. */
const Share = z.strictObject({
  /** Environments of YAML pipelines and stages of classic releases. */
  environments: theirNames,
  /** Names of pipelines and of definitions of classic releases. */
  pipelines: theirNames,
})

/** A project of Azure DevOps as an entry of `changes:`. */
export const AzureDevOpsEntry = z.strictObject({
  azureDevOps: z.strictObject({
    /** Of the organization: https://dev.azure.com/NAME; of a Server's collection: https://HOST/tfs/NAME. */
    url: address,
    project: z
      .string()
      .regex(
        /^[^\\/:*?"<>|#$}{,+=[\]\s.](?:[^\\/:*?"<>|#$}{,+=[\]]{0,62}[^\\/:*?"<>|#$}{,+=[\]\s.])?$/,
      ),
    /** Of which a difference between two commits is told; else the one that bears the project's name. */
    repository: theirName.optional(),
    /** The variables that hold the credentials begin with it. */
    credentials: prefix.default('BATON_AZURE_DEVOPS'),
    /** For a Server that is older than 7.1. */
    apiVersion: z
      .string()
      .regex(/^[5-9]\.\d$/)
      .default('7.1'),
    /** False where no classic releases are used. */
    classicReleases: z.boolean().default(true),
    caFile: z.string().min(1).optional(),
  }),
  ...ourNames(Share),
})
type AzureDevOpsEntry = z.output<typeof AzureDevOpsEntry>

type Credentials =
  | { readonly kind: 'pat' | 'bearer'; readonly token: string }
  | {
      readonly kind: 'client'
      readonly tenant: string
      readonly id: string
      readonly secret: string
    }

/** The same, resolved: paths absolute, credentials read. */
export interface AzureDevOpsTarget extends TheirNames, Usable<Credentials> {
  readonly kind: 'azure devops'
  readonly url: string
  readonly project: string
  readonly repository: string
  readonly apiVersion: string
  readonly classicReleases: boolean
  readonly caFile: string | null
}

export function azureDevOpsTarget(
  { azureDevOps, ...entry }: AzureDevOpsEntry,
  around: Surroundings,
): AzureDevOpsTarget {
  const { credentials, caFile, repository, ...rest } = azureDevOps
  const held = credentialsOf(credentials, around)
  return {
    kind: 'azure devops',
    ...rest,
    repository: repository ?? rest.project,
    caFile: caFile === undefined ? null : around.at(caFile),
    ...usable(held),
    ...namesOf(entry),
  }
}

const single = [
  ['PAT', 'pat'],
  ['TOKEN', 'bearer'],
] as const
const clientParts = ['TENANT_ID', 'CLIENT_ID', 'CLIENT_SECRET'] as const

/** A personal access token before a token of Entra before an application of Entra; or why what is set cannot be used. */
function credentialsOf(name: string, around: Surroundings): Credentials | string {
  for (const [suffix, kind] of single) {
    const held = secretOf(`${name}_${suffix}`, around)
    if (held) return 'fault' in held ? held.fault : { kind, token: held.value }
  }
  const parts = clientParts.map((part) => [part, secretOf(`${name}_${part}`, around)] as const)
  if (parts.every(([, held]) => held === undefined)) return `${name}_PAT is not set.`
  const values: string[] = []
  for (const [part, held] of parts) {
    if (held === undefined) return `${name}_${part} is not set.`
    if ('fault' in held) return held.fault
    values.push(held.value)
  }
  const [tenant = '', id = '', secret = ''] = values
  if (!/^[A-Za-z0-9.-]{1,255}$/.test(tenant)) return `${name}_TENANT_ID is no tenant.`
  return { kind: 'client', tenant, id, secret }
}
