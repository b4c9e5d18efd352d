export const logFormats = ['auto', 'ecs', 'otlp', 'ndjson', 'plain'] as const
export type LogFormat = (typeof logFormats)[number]

/** One entry of `logs:` in the configuration: which files, how to read them, and what is true of every line in them. */
export interface LogEntry {
  /** Globs relative to the root. */
  readonly files: readonly string[]
  readonly format: LogFormat
  /** For lines that name no service of their own. */
  readonly service?: string | undefined
  /** Of all lines, whatever they say themselves. */
  readonly environment?: string | undefined
  /** For lines that name no region of their own. */
  readonly region?: string | undefined
  /** IANA name or offset for times without one. */
  readonly zone?: string | undefined
  /** For times without one. */
  readonly year?: number | undefined
}
