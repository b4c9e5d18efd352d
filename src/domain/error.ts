export const codes = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'DENIED',
  'APPROVAL_REQUIRED',
  'CONFLICT',
  'INCOMPLETE',
  'UPSTREAM',
  'TIMEOUT',
  'INTERNAL',
] as const

export type Code = (typeof codes)[number]

/**
 * The one error of the house. `message` and `hint` are Baton's own words and reach the agent:
 * no upstream text, no argument, no personal data in them. `detail` and `cause` reach the record only, redacted.
 */
export class HandoffError extends Error {
  override readonly name = 'HandoffError'
  readonly code: Code
  /** What to do next and who can decide; never how to loosen a guard. */
  readonly hint: string | undefined
  /** The `@id` of the policy or guard that refused. */
  readonly rule: string | undefined
  readonly detail: string | undefined
  /** Facts in Baton's own words for `structuredContent`, such as the list of what is missing. */
  readonly data: Readonly<Record<string, unknown>> | undefined

  constructor(
    code: Code,
    message: string,
    more: {
      hint?: string
      rule?: string
      detail?: string
      data?: Readonly<Record<string, unknown>>
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: more.cause })
    this.code = code
    this.hint = more.hint
    this.rule = more.rule
    this.detail = more.detail
    this.data = more.data
  }
}

export function isConflict(cause: unknown): boolean {
  return cause instanceof HandoffError && cause.code === 'CONFLICT'
}

export function isAbsent(cause: unknown): boolean {
  return cause instanceof HandoffError && cause.code === 'NOT_FOUND'
}
