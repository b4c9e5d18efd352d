/** What a read-only look at one source found. */
export interface SourceCheck {
  readonly source: string
  readonly state: 'ok' | 'warning' | 'failed'
  /** In our words, with the next step where there is one. */
  readonly message: string
}
