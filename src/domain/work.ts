import type { Code } from './error.ts'
import type { FactBody } from './fact.ts'

/** From which annotations, audit and approval are derived. `change` needs a grant; of what `announce` says, policy decides by audience. */
export type Effect = 'read' | 'record' | 'change' | 'announce'

/** True where an effect leaves Baton for good: proposed, intended durably, carried out once and read back. */
export function isCarriedOut(effect: Effect): effect is 'change' | 'announce' {
  return effect === 'change' || effect === 'announce'
}

/** Who is behind the client: from configuration, the operating system or a verified token; never from an argument. */
export interface Requester {
  readonly id: string
  readonly name: string
}

/** What a room answers, still raw; the hall redacts `structured` and only then lets it be rendered. */
export interface Answer<T> {
  readonly structured: T
  /** Set when the answer is also a refusal, such as APPROVAL_REQUIRED with the card. */
  readonly code?: Code
  /** The incident whose tokens and known values apply; needed only when the arguments did not name it. */
  readonly incident?: string
  /** Put on the incident's record with the answer, so that documents can cite it. */
  readonly finding?: FactBody<'finding.recorded'>
}
