import type { Gap } from '../domain/gap.ts'

/** One setting of an environment. Still raw: its value may be a secret, and leaves the house on no path as it is. */
export interface Setting {
  /** Dotted where its file nests. */
  readonly name: string
  readonly value: string
  /** Null where the configuration does not say whose it is. */
  readonly service: string | null
  /** True when its source itself calls it a secret, whatever it is called. */
  readonly isSecret: boolean
}

export interface SettingsResult {
  /** Each service and name once. */
  readonly settings: readonly Setting[]
  /** Names of the files that were read. */
  readonly sources: readonly string[]
  readonly gaps: readonly Gap[]
  /** Services of which not everything could be read, so that what is not here may be there all the same. */
  readonly incomplete: readonly (string | null)[]
}

/** What the environments are configured with. */
export interface SettingsReader {
  /** Names of the environments whose configuration can be read. */
  environments(): Promise<readonly string[]>
  /** Everything an environment is set to; a file that cannot be read is a gap. Throws NOT_FOUND for one that has none. */
  read(environment: string, signal: AbortSignal): Promise<SettingsResult>
}
