import type { Statement } from '../../domain/decision.ts'
import { type HandoffError, isConflict } from '../../domain/error.ts'
import type { ChangeRequest } from '../../domain/request.ts'
import { refuseClosed } from '../../domain/incident/closing.ts'
import { instantMs } from '../../domain/time.ts'
import { type Trust, rolesOf, simulatedRole } from '../../domain/trust.ts'
import { heldGlass } from '../acts/held.ts'
import { type About, skewMs, takeSigned } from '../signed.ts'
import type { ChangeOptions } from './options.ts'
import { approver, momentOf, resourceOf } from './question.ts'
import { demand, refusal } from './rules.ts'
import { type VerifiedDecision, verifyDecision } from './verify-decision.ts'

/** A statement in canonical JSON and the armoured SSH signature over exactly these bytes. */
export interface SignedDecision {
  readonly statement: string
  readonly signature: string
}

/** Takes a decision or refuses it; a refusal is on the record too. */
export function decide(options: ChangeOptions, signed: SignedDecision): Promise<ChangeRequest> {
  return takeSigned(options, 'decision', (about) => take(options, signed, about))
}

async function take(
  options: ChangeOptions,
  signed: SignedDecision,
  about: About,
): Promise<ChangeRequest> {
  const { reader, trustRoot, clock, append, redactText } = options
  const nowMs = clock.nowMs()
  const trust = trustRoot.read()
  const verified = verifyDecision(signed, trust, nowMs)
  const { statement, person, key } = verified
  about.actor = person.id
  const request = reader.request(statement.request)
  about.incident = request.incident
  refuseDecided(request)
  refuseClosed(reader.incident(request.incident))
  refuseDated(statement, request, nowMs)
  await demandRight(options, request, verified, trust, nowMs)
  if (redactText(request.incident, statement.reason) !== statement.reason) {
    throw refusal(
      'reason-redacted',
      'The reason of the decision holds text that must not be stored.',
    )
  }
  const { digest, decision, reason } = statement
  const simulated = rolesOf(trust, person.id, nowMs).includes(simulatedRole)
  const incident = reader.incident(request.incident)
  const held = heldGlass(incident, request.proposal.requester, trust, nowMs)
  const body = {
    request: request.id,
    digest,
    decision,
    reason,
    approver: person.id,
    key,
    simulated,
    ...(held && decision === 'granted' ? { glass: held.seq } : {}),
    ...signed,
  }
  try {
    const actor = { id: person.id, kind: 'human' } as const
    await append(
      actor,
      request.incident,
      { kind: 'change.decided', body },
      `decision:${request.id}`,
    )
  } catch (cause) {
    if (isConflict(cause)) throw alreadyDecided()
    throw cause
  }
  const decided = reader.request(request.id)
  if (decided.decision === null) throw alreadyDecided()
  return decided
}

/** Whether this approver may decide this request so, now; also asked again at apply. Throws with the rule. */
export async function demandRight(
  options: ChangeOptions,
  request: ChangeRequest,
  { statement, person }: VerifiedDecision,
  trust: Trust,
  nowMs: number,
): Promise<void> {
  const { severity } = options.reader.incident(request.incident)
  const moment = momentOf(options, request, trust, nowMs)
  demand(
    await options.policies.authorize({
      principal: approver(trust, person.id, nowMs),
      action: statement.decision === 'granted' ? 'grant' : 'deny',
      resource: resourceOf(options, request.proposal, severity, trust),
      context: {
        ...moment,
        sameDigest: moment.sameDigest && statement.digest === request.proposal.digest,
        trustUnchanged: moment.trustUnchanged && statement.trust === trust.digest,
      },
      policies: trust.policies,
    }),
  )
}

function refuseDecided({ state, decision }: ChangeRequest): void {
  if (decision !== null) throw alreadyDecided()
  if (state === 'withdrawn') throw refusal('decide-once', 'The request was withdrawn.')
}

function alreadyDecided(): HandoffError {
  return refusal('decide-once', 'The request has been decided or withdrawn already.')
}

function refuseDated(statement: Statement, request: ChangeRequest, nowMs: number): void {
  const saidMs = instantMs(statement.at)
  const proposedMs = instantMs(request.proposedAt) ?? nowMs
  if (saidMs !== undefined && saidMs >= proposedMs - skewMs && saidMs <= nowMs + skewMs) return
  throw refusal(
    'decision-in-time',
    'The decision bears a time before the request or in the future.',
  )
}
