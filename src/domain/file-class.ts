import type { ChangeKind, FileCounts } from './change-event.ts'

export const fileClasses = ['migration', 'configuration', 'dependency', 'code'] as const
/** What a file of a repository is to whoever looks for a cause. */
export type FileClass = (typeof fileClasses)[number]

const migrationFile = /(^|\/)(migrations?|migrate|db\/migrate|alembic|flyway|liquibase)\//i
const configurationFile =
  /(^|\/)(configs?|conf|configuration|settings|environments?|helm|charts|k8s|kubernetes|deploy|terraform|ansible)\/|\.(env|ini|tf|tfvars|properties|toml|conf)$|(^|\/)(values[\w.-]*|application[\w-]*|appsettings[\w.-]*|config[\w.-]*)\.(ya?ml|json)$/i
const dependencyFile =
  /(^|\/)(package(-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|requirements[\w-]*\.txt|poetry\.lock|uv\.lock|pipfile(\.lock)?|pyproject\.toml|gemfile(\.lock)?|go\.(mod|sum)|cargo\.(toml|lock)|pom\.xml|build\.gradle(\.kts)?|gradle\.lockfile|packages\.lock\.json|[\w.-]+\.csproj|composer\.(json|lock)|mix\.(exs|lock)|dockerfile)$/i

/** The class of a file by its path alone. */
export function classOfFile(path: string): FileClass {
  if (migrationFile.test(path)) return 'migration'
  if (dependencyFile.test(path)) return 'dependency'
  return configurationFile.test(path) ? 'configuration' : 'code'
}

export function countFiles(
  paths: readonly string[],
  classOf: (path: string) => FileClass = classOfFile,
): FileCounts {
  const counts = { migration: 0, configuration: 0, dependency: 0, code: 0 }
  for (const path of paths) counts[classOf(path)] += 1
  return counts
}

/** One migration file makes a commit a migration; it is configuration only when nothing else was touched. */
export function kindOfFiles({
  migration,
  configuration,
  dependency,
  code,
}: FileCounts): ChangeKind {
  if (migration > 0) return 'migration'
  return configuration > 0 && dependency + code === 0 ? 'configuration' : 'other'
}
