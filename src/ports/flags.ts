import type { Json } from '../domain/json.ts'

export interface FlagState {
  readonly flag: string
  readonly environment: string
  readonly on: boolean
  /** The version that a write must find unchanged. */
  readonly version: string
  /** Whether `toggle` can compare and set it; a proposal for any other flag would be granted in vain. */
  readonly toggleable: boolean
  /** What a request of a synthetic user is served now, evaluated by the vendor's own SDK. */
  readonly served: Json
  /** Variations by index. */
  readonly variations: readonly Json[]
  readonly targeting: Targeting
  readonly source: string
}

/** Index of a variation, a share of users each, or null where the flag does not say. */
export type Serves = number | 'rollout' | null

/** Who is served what while the flag is on, without whom it names: counts and the names of attributes only. */
export interface Targeting {
  /** Users and other contexts that are named one by one. */
  readonly individuals: number
  readonly rules: readonly TargetingRule[]
  /** Everybody else, and everybody while it is off. */
  readonly fallthrough: Serves
  readonly off: Serves
  /** Keys of flags that must serve a certain variation first. */
  readonly prerequisites: readonly string[]
}

export interface TargetingRule {
  /** What its clauses look at, such as `email` or `country`; each once, `segment` for membership in one. */
  readonly attributes: readonly string[]
  /** How many values its clauses compare with. */
  readonly values: number
  readonly serves: Serves
}

export interface FlagReader {
  /** Names of the environments whose flags can be read. */
  environments(): Promise<readonly string[]>
  /** Throws NOT_FOUND for an unknown flag or environment (the hint names close ones), UPSTREAM when unreadable. */
  read(environment: string, flag: string, signal: AbortSignal): Promise<FlagState>
  list(environment: string, signal: AbortSignal): Promise<readonly FlagState[]>
}

/** The write half; it exists only inside `apply`. */
export interface FlagWriter {
  /**
   * Turns targeting on or off when the version is still `baseVersion`; atomic.
   * Throws CONFLICT when it is not, UPSTREAM when nothing was written, and any other error for an outcome that is unknown.
   */
  toggle(
    environment: string,
    flag: string,
    on: boolean,
    baseVersion: string,
    signal: AbortSignal,
  ): Promise<void>
}
