import type { Act } from '../../domain/act.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Fact } from '../../domain/fact.ts'
import type { Incident } from '../../domain/incident.ts'
import { isPlaceholder } from '../../domain/placeholder.ts'
import { requestsOf } from '../../domain/request.ts'
import { instantMs } from '../../domain/time.ts'
import { type Trust, agentRole } from '../../domain/trust.ts'
import { refusal } from '../change/rules.ts'
import { skewMs } from '../signed.ts'

/** Who signed what, proven, and what is true at that moment. */
export interface Scene {
  readonly incident: Incident
  readonly trust: Trust
  readonly nowMs: number
  /** Id of the signer in the trust folder and the roles they hold now. */
  readonly person: string
  readonly roles: readonly string[]
  /** What every recorded act has in common. */
  readonly proof: {
    readonly by: string
    readonly reason: string
    readonly key: string
    readonly statement: string
    readonly signature: string
    readonly simulated: boolean
  }
}

/** An act that was found right; `stands` says whether the record, with the act on it as entry `seq`, took it. */
export interface Ruling {
  readonly fact: Fact
  stands(after: Incident, seq: number): boolean
}

/** What holds for every act: a human, now, by the trust folder as it is, with a reason that says something. Throws with the rule. */
export function demandCommon(
  said: Act,
  { trust, nowMs, roles }: Scene,
  redact: (text: string) => string,
): void {
  if (roles.includes(agentRole)) {
    throw refusal('humans-only', 'An agent signs nothing about an incident.', {
      hint: 'A person signs in a terminal of their own.',
    })
  }
  if (Math.abs((instantMs(said.at) ?? 0) - nowMs) > skewMs) {
    throw refusal('decision-in-time', 'The statement does not bear the present time.')
  }
  if (said.trust !== trust.digest) {
    throw refusal('trust-unchanged', 'The trust folder is not the one that was signed for.', {
      hint: 'Look at what changed in it, then sign again.',
    })
  }
  if (isPlaceholder(said.reason)) {
    throw new HandoffError('INVALID_INPUT', 'The reason says nothing.', {
      hint: 'Say in your own words why, so that a reader next year understands it.',
    })
  }
  if (redact(said.reason) !== said.reason) {
    throw refusal('reason-redacted', 'The reason holds text that must not be stored.')
  }
}

/** Throws CONFLICT unless the act is about the present state. */
export function demandShown(isPresent: boolean): void {
  if (!isPresent) throw stale()
}

export function stale(): HandoffError {
  return refusal('act-as-shown', 'The incident is no longer as it was when this was drafted.')
}

/** Whoever works the incident and whoever asked for a change or a publication in it. */
export function partiesOf(incident: Incident): readonly string[] {
  return [incident.support, ...requestsOf(incident).map(({ proposal }) => proposal.requester)]
}
