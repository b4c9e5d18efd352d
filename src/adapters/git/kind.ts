import type { ChangeKind } from '../../domain/change-event.ts'

const migrations = /(^|\/)(migrations?|migrate|db\/migrate|alembic|flyway|liquibase)\//i
const configuration =
  /(^|\/)(configs?|conf|configuration|settings|environments?|helm|charts|k8s|kubernetes|deploy|terraform|ansible)\/|\.(env|ini|tf|tfvars|properties|toml|conf)$|(^|\/)(values[\w.-]*|application[\w-]*|appsettings[\w.-]*|config[\w.-]*)\.(ya?ml|json)$/i

/** One migration file makes a commit a migration; it is configuration only when nothing else was touched. */
export function kindOfFiles(files: readonly string[]): ChangeKind {
  if (files.some((file) => migrations.test(file))) return 'migration'
  if (files.length > 0 && files.every((file) => configuration.test(file))) return 'configuration'
  return 'other'
}
