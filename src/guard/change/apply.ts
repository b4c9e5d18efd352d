import { sameJson } from '../../domain/change.ts'
import { HandoffError, isConflict } from '../../domain/error.ts'
import { refuseClosed } from '../../domain/incident/closing.ts'
import { isPublication, needsNoGrant } from '../../domain/publication.ts'
import { type ChangeRequest, isOverdue } from '../../domain/request.ts'
import { toIso } from '../../domain/time.ts'
import type { Trust } from '../../domain/trust.ts'
import type { Requester } from '../../domain/work.ts'
import { bounded } from './bounded.ts'
import { demandRight } from './decide.ts'
import type { ChangeHands, ChangeOptions } from './options.ts'
import { momentOf, requesterAgent, resourceOf } from './question.ts'
import { demand, refusal } from './rules.ts'
import { applied, limitsOf, readTarget, reconcile, settle } from './settle.ts'
import { verifyDecision } from './verify-decision.ts'
import { demandOwn } from './withdraw.ts'

/**
 * Applies a granted change once: policy, decision and roles, target re-read, all of it again, intent durable, write, read back.
 * A request that has its outcome is answered with it; one without a known outcome is reconciled instead.
 */
export async function apply(
  options: ChangeOptions,
  id: string,
  requester: Requester,
  hands: ChangeHands,
  signal: AbortSignal,
): Promise<ChangeRequest> {
  const { reader, trustRoot } = options
  const request = reader.request(id)
  if (request.intent !== null) {
    await demandOwn(options, request, requester, trustRoot.read())
    return reconcile(options, id, hands)
  }
  if (request.state === 'withdrawn') throw refusal('apply-once', 'The request was withdrawn.')
  await demandApply(options, request, requester, true)
  const unchanged = await isUnchanged(options, request, hands, signal)
  // The reading took its time: trust, keys and times are looked at once more.
  await demandApply(options, request, requester, unchanged)
  signal.throwIfAborted()
  await options.assertIntact(request.incident)
  await intend(options, request, requester)
  return write(options, reader.request(id), hands)
}

/** Policy and the recorded decision, by the trust folder as it is at this moment. */
async function demandApply(
  options: ChangeOptions,
  request: ChangeRequest,
  requester: Requester,
  targetUnchanged: boolean,
): Promise<void> {
  const trust = options.trustRoot.read()
  const about = options.reader.incident(request.incident)
  refuseClosed(about)
  const { severity } = about
  const nowMs = options.clock.nowMs()
  const moment = momentOf(options, request, trust, nowMs)
  const verdict = await options.policies.authorize({
    principal: requesterAgent(trust, requester),
    action: 'apply',
    resource: resourceOf(options, request.proposal, severity, trust),
    // A request that nobody decided in time is refused for that, not for the grant it lacks.
    context: { ...moment, granted: moment.granted || request.state === 'expired', targetUnchanged },
    policies: trust.policies,
  })
  if (verdict.rules[0] === 'target-unchanged' && isPublication(request.proposal)) {
    throw refusal('target-unchanged', 'Another update was published there meanwhile.', {
      hint: 'Read it with get_request, then propose the next one.',
    })
  }
  const open = verdict.rules[0] === 'grant-required' && request.state === 'proposed'
  demand(verdict, open ? 'APPROVAL_REQUIRED' : undefined)
  const { decision } = request
  if (decision !== null) return demandDecision(options, request, decision, trust)
  if (request.state === 'expired') {
    throw refusal('request-unexpired', 'The request expired before anybody decided.')
  }
  // Whatever policies say: without a decision nothing but words among colleagues is carried out.
  if (!needsNoGrant(request.proposal)) {
    throw refusal('grant-required', 'Nobody has granted it.', { code: 'APPROVAL_REQUIRED' })
  }
}

/** The recorded decision proves itself again: signature, key, roles and rules as they are now. */
async function demandDecision(
  options: ChangeOptions,
  request: ChangeRequest,
  decision: NonNullable<ChangeRequest['decision']>,
  trust: Trust,
): Promise<void> {
  if (decision.decision === 'denied') throw refusal('grant-required', 'The request was denied.')
  const nowMs = options.clock.nowMs()
  const verified = verifyDecision(decision, trust, nowMs)
  const { statement } = verified
  if (
    statement.decision !== 'granted' ||
    statement.request !== request.id ||
    statement.approver !== decision.approver
  ) {
    throw refusal('decision-as-signed', 'The decision on record is not the one that was signed.')
  }
  await demandRight(options, request, verified, trust, nowMs)
}

async function isUnchanged(
  options: ChangeOptions,
  request: ChangeRequest,
  hands: ChangeHands,
  signal: AbortSignal,
): Promise<boolean> {
  const read = (within: AbortSignal) => hands.readBack(request, within)
  const now = await bounded(limitsOf(options).readMs, read, signal)
  const { baseVersion, from } = request.proposal
  return now.version === baseVersion && sameJson(now.value, from)
}

/** From here on exactly this process may write, until the deadline. Throws CONFLICT when another was first. */
async function intend(
  options: ChangeOptions,
  request: ChangeRequest,
  requester: Requester,
): Promise<void> {
  const { append, clock, owner } = options
  const deadline = toIso(clock.nowMs() + limitsOf(options).intentMs)
  const body = { request: request.id, digest: request.proposal.digest, owner, deadline }
  const actor = { id: requester.id, kind: 'agent' } as const
  try {
    await append(actor, request.incident, { kind: 'change.applying', body }, `apply:${request.id}`)
  } catch (cause) {
    if (isConflict(cause)) throw refusal('apply-once', 'The grant is used or withdrawn already.')
    throw cause
  }
}

/** No cancel reaches this: after the intent the write is carried through and read back. */
async function write(
  options: ChangeOptions,
  request: ChangeRequest,
  hands: ChangeHands,
): Promise<ChangeRequest> {
  const id = request.id
  const late = whyNotNow(options, request)
  if (late !== undefined) {
    const body = { request: id, reason: late, reconciled: false }
    return settle(options, request, { kind: 'change.failed', body })
  }
  let wrote = true
  try {
    await bounded(limitsOf(options).writeMs, (signal) => hands.apply(request, signal))
  } catch (cause) {
    const why = nothingWritten(cause)
    if (why !== undefined) {
      const body = { request: id, reason: why, reconciled: false }
      return settle(options, request, { kind: 'change.failed', body })
    }
    wrote = false
  }
  const reading = await readTarget(options, request, hands)
  if (reading.says === 'goal') {
    return settle(options, request, applied(request, reading.back, !wrote))
  }
  if (reading.says === 'base' && wrote) {
    const reason = 'The write was accepted, yet the target reads as before.'
    const body = { request: id, reason, reconciled: false }
    return settle(options, request, { kind: 'change.failed', body })
  }
  const reason =
    reading.says === 'base' ? 'The write gave no answer that can be read.' : reading.why
  return settle(options, request, { kind: 'change.unknown', body: { request: id, reason } })
}

/** What came between the intent and the write: a machine that slept, whose intent others may have settled, or the end of the case. */
function whyNotNow({ clock, reader }: ChangeOptions, request: ChangeRequest): string | undefined {
  if (isOverdue(request, clock.nowMs())) {
    return 'Its time had passed before the write; nothing was written.'
  }
  return reader.incident(request.incident).closing === null
    ? undefined
    : 'The incident was closed meanwhile; nothing was written.'
}

/** Baton's own words when the writer is sure that nothing was written. */
function nothingWritten(cause: unknown): string | undefined {
  if (!(cause instanceof HandoffError)) return undefined
  const sure: readonly string[] = ['CONFLICT', 'UPSTREAM', 'NOT_FOUND', 'INVALID_INPUT', 'DENIED']
  return sure.includes(cause.code) ? cause.message : undefined
}
