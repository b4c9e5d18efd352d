import { matchesGlob } from 'node:path'

import { classOfFile, type FileClass } from '../../domain/file-class.ts'

/** Folders, files or patterns of a repository, as `db/changes` or `deploy/*.yaml`, beside what their names tell. */
export interface OwnPlaces {
  readonly migrations: readonly string[]
  readonly configuration: readonly string[]
}

/** The class of a file: what the configuration says of its place, else what its path tells. */
export function classesWith({ migrations, configuration }: OwnPlaces): (path: string) => FileClass {
  const isMigration = within(migrations)
  const isConfiguration = within(configuration)
  return (path) => {
    if (isMigration(path)) return 'migration'
    return isConfiguration(path) ? 'configuration' : classOfFile(path)
  }
}

function within(places: readonly string[]): (path: string) => boolean {
  const tests = places.map((place) => {
    const plain = place.replace(/^\.\//, '').replace(/\/+$/, '')
    return /[*?[\]{}]/.test(plain)
      ? (path: string) => matchesGlob(path, plain)
      : (path: string) => path === plain || path.startsWith(`${plain}/`)
  })
  return (path) => tests.some((holds) => holds(path))
}
