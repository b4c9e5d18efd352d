/** What a configuration is resolved against. */
export interface Surroundings {
  /** An environment variable that is set. */
  readonly setting: (name: string) => string | undefined
  /** Throws when it cannot. */
  readonly read: (file: string) => string
  readonly at: (path: string) => string
}

/** A secret from that variable, or from the file that the same name with `_FILE` names; undefined when neither is set. */
export function secretOf(
  name: string,
  { setting, read }: Surroundings,
): { readonly value: string } | { readonly fault: string } | undefined {
  const value = setting(name)
  if (value !== undefined) return { value: value.trim() }
  const file = setting(`${name}_FILE`)
  if (file === undefined) return undefined
  try {
    return { value: read(file).trim() }
  } catch {
    return { fault: `the file that ${name}_FILE names cannot be read.` }
  }
}

/** Credentials as they were read, for who uses them. */
export interface Usable<T> {
  /** Kept behind a function, so that no dump of the configuration shows them; null while there is a fault. */
  readonly credentials: () => T | null
  /** Why they cannot be used, in our own words; null when they can. */
  readonly fault: string | null
}

/** What was read, or the words that say why it cannot be used. */
export function usable<T extends object>(held: T | string): Usable<T> {
  return typeof held === 'string'
    ? { credentials: () => null, fault: `Its credentials cannot be used: ${held}` }
    : { credentials: () => held, fault: null }
}
