import * as z from 'zod'

import { address } from './address.ts'
import type { TheirNames } from '../domain/their-place.ts'
import { secretOf, type Surroundings, usable, type Usable } from './secret.ts'
import { namesOf, ourNames, theirNames } from './their-names.ts'
import { prefix } from './word.ts'

/** What of a repository is one service's: the first one counts whose environment, workflow or tag is named, then paths. */
const Share = z.strictObject({
  environments: theirNames,
  /** File names such as deploy-auth.yml, or names of workflows. */
  workflows: theirNames,
  /** Folders and files, from the root of the repository. */
  paths: theirNames,
  /** What the tags of its releases begin with. */
  tags: theirNames,
})

/** A repository of GitHub as an entry of `changes:`. */
export const GithubEntry = z.strictObject({
  github: z.strictObject({
    repository: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[\w.-]{1,100}$/),
    /** Of the API: https://HOST/api/v3 for an Enterprise Server. */
    url: address.default('https://api.github.com'),
    /** The variables that hold the credentials begin with it. */
    credentials: prefix.default('BATON_GITHUB'),
    caFile: z.string().min(1).optional(),
  }),
  ...ourNames(Share),
})
type GithubEntry = z.output<typeof GithubEntry>

type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | {
      readonly kind: 'app'
      readonly appId: string
      readonly installationId: string
      readonly privateKey: string
    }

/** The same, resolved: paths absolute, credentials read. */
export interface GithubTarget extends TheirNames, Usable<Credentials> {
  readonly kind: 'github'
  readonly repository: string
  readonly url: string
  readonly caFile: string | null
}

export function githubTarget(entry: GithubEntry, around: Surroundings): GithubTarget {
  const { repository, url, credentials, caFile } = entry.github
  const held = credentialsOf(credentials, around)
  return {
    kind: 'github',
    repository,
    url,
    caFile: caFile === undefined ? null : around.at(caFile),
    ...usable(held),
    ...namesOf(entry),
  }
}

const appParts = ['APP_ID', 'INSTALLATION_ID', 'PRIVATE_KEY'] as const

/** A token before an app; or why what is set cannot be used. */
function credentialsOf(name: string, around: Surroundings): Credentials | string {
  const token = secretOf(`${name}_TOKEN`, around)
  if (token) return 'fault' in token ? token.fault : { kind: 'token', token: token.value }
  const app: string[] = []
  for (const part of appParts) {
    const held = secretOf(`${name}_${part}`, around)
    if (held === undefined) {
      const isNone = appParts.every((each) => secretOf(`${name}_${each}`, around) === undefined)
      return `${name}_${isNone ? 'TOKEN' : part} is not set.`
    }
    if ('fault' in held) return held.fault
    app.push(held.value)
  }
  const [appId = '', installationId = '', privateKey = ''] = app
  if (!/^\d{1,15}$/.test(installationId)) return `${name}_INSTALLATION_ID is not a number.`
  // Where a variable holds no line ends they are written as two characters.
  return { kind: 'app', appId, installationId, privateKey: privateKey.replaceAll('\\n', '\n') }
}
