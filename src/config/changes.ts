import * as z from 'zod'

import { FeedEntry, type FeedTarget, feedTarget, withOwnTokens } from './feed.ts'
import { LaunchDarklyEntry, type LaunchDarklyTarget, launchDarklyTarget } from './launchdarkly.ts'
import { GithubEntry, githubTarget, type GithubTarget } from './github.ts'
import { AzureDevOpsEntry, type AzureDevOpsTarget, azureDevOpsTarget } from './azure-devops.ts'
import type { Surroundings } from './secret.ts'
import { word } from './word.ts'

const path = z.string().min(1)

/** What is true of the changes of a source that say nothing else. */
const place = { service: word.optional(), environment: word.optional() }

/** One source of changes as baton.yaml says it; a vendor is a file of this folder, a line here and one below. */
export const ChangesEntry = z.union([
  AzureDevOpsEntry,
  z.strictObject({
    git: path,
    ...place,
    /** Folders, files or patterns of the repository that hold migrations, and configuration. */
    migrations: z.array(path).max(50).default([]),
    configuration: z.array(path).max(50).default([]),
  }),
  z.strictObject({ files: z.array(path).min(1), ...place }),
  LaunchDarklyEntry,
  GithubEntry,
  FeedEntry,
])
type ChangesEntry = z.output<typeof ChangesEntry>

interface Place {
  readonly service?: string | undefined
  readonly environment?: string | undefined
}

/** The same, resolved: paths of vendors absolute, credentials read. */
export type ChangesTarget =
  | AzureDevOpsTarget
  | ({
      readonly kind: 'git'
      readonly repository: string
      readonly migrations: readonly string[]
      readonly configuration: readonly string[]
    } & Place)
  | ({ readonly kind: 'files'; readonly files: readonly string[] } & Place)
  | LaunchDarklyTarget
  | GithubTarget
  | FeedTarget

/** Credentials that cannot be read silence one source, not the start. */
export function changesTargets(
  entries: readonly ChangesEntry[],
  around: Surroundings,
): readonly ChangesTarget[] {
  const targets = entries.map((entry): ChangesTarget => {
    if ('launchDarkly' in entry) return launchDarklyTarget(entry, around)
    if ('github' in entry) return githubTarget(entry, around)
    if ('azureDevOps' in entry) return azureDevOpsTarget(entry, around)
    if ('feed' in entry) return feedTarget(entry, around)
    if ('files' in entry) return { kind: 'files', ...entry }
    const { git, ...rest } = entry
    return { kind: 'git', repository: git, ...rest }
  })
  return withOwnTokens(targets)
}
