import type { Told } from './read-window.ts'
import type { Build } from './shapes.ts'

/** Where commits lie, as far as runs have told. */
export interface Repositories {
  /** For commits that no run told of. */
  readonly usual: string
  /** Its id; `elsewhere` for one that Azure DevOps does not keep; undefined while no run has told. */
  of(commit: string): string | undefined
}

const mostKnown = 5_000

export function knownRepositories(usual: string) {
  const known = new Map<string, string>()
  return {
    usual,
    of: (commit: string) => known.get(commit),
    learn({ builds, buildById }: Told): void {
      for (const build of [...builds, ...buildById.values()]) {
        if (build.sourceVersion === null) continue
        known.set(build.sourceVersion, repositoryOf(build))
        if (known.size > mostKnown) known.delete(known.keys().next().value!)
      }
    },
  }
}

/** The id of a run's repository, or `elsewhere`. */
export function repositoryOf({ repository }: Build): string {
  return repository?.type?.toLowerCase() === 'tfsgit' && repository.id !== null
    ? repository.id
    : 'elsewhere'
}
