import { statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'

/** The part of the configuration that says which flag file serves which environment. */
export interface FlagTargets {
  /** Folder that relative files start from. */
  readonly root: string
  readonly flags: readonly { readonly environment: string; readonly file: string }[]
  readonly environments: readonly { readonly name: string; readonly production: boolean }[]
}

/**
 * The environments whose flag file also serves production, production itself included: a toggle there is one in production.
 * Files are told apart by what lies on disk now, so a link to production's file is production's file.
 */
export function sharedTargets({ root, flags, environments }: FlagTargets): ReadonlySet<string> {
  const declared = new Map(environments.map(({ name, production }) => [name, production]))
  const targets = flags.map(({ environment, file }) => ({
    environment,
    file: identityOf(resolve(root, file)),
  }))
  const inProduction = targets.filter(({ environment }) => declared.get(environment) ?? true)
  const files = new Set(inProduction.map(({ file }) => file))
  return new Set(
    targets.filter(({ file }) => files.has(file)).map(({ environment }) => environment),
  )
}

/** Device and number of the file; of one that is not there, of its folder and its name. */
function identityOf(file: string): string {
  return numberOf(file) ?? `${numberOf(dirname(file)) ?? dirname(file)}/${basename(file)}`
}

function numberOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true })
    return `${dev}:${ino}`
  } catch {
    return undefined
  }
}
