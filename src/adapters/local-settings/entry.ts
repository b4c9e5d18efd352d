/** Where the configuration of one environment lies. */
export interface SettingsEntry {
  readonly environment: string
  readonly service: string | null
  /** Absolute paths or patterns. */
  readonly files: readonly string[]
  /** True for lists of `KEY=VALUE` as an environment prints them, whatever the files are called. */
  readonly isListing: boolean
}

/** A setting as a file has it. */
export interface Assignment {
  readonly name: string
  readonly value: string
  readonly isSecret?: boolean
}

/** What was found in a file, and what of it was not, in our words. */
export interface Parsed {
  readonly settings: readonly Assignment[]
  readonly faults: readonly string[]
  /** True when the file holds more than what was found. */
  readonly isCut: boolean
}

export const mostSettings = 5_000
export const longestName = 200

/** The last of each name, as whoever reads such a file takes it; says so where one stood twice. */
export function distinct(all: readonly Assignment[], broken: readonly string[] = []): Parsed {
  const short = all.filter(({ name }) => name.length <= longestName)
  const byName = new Map(short.map((one) => [one.name, one]))
  const settings = [...byName.values()].slice(0, mostSettings)
  return {
    settings,
    isCut: broken.length > 0 || short.length < all.length || settings.length < byName.size,
    faults: [
      ...broken,
      ...(byName.size < short.length ? ['A name stands twice; the last value counts.'] : []),
      ...(short.length < all.length ? ['Names of more than 200 characters are left out.'] : []),
      ...(settings.length < byName.size ? ['Only its first 5,000 settings are compared.'] : []),
    ],
  }
}
