import type { Proposal } from '../../domain/change.ts'
import type { Card, Statement } from '../../domain/decision.ts'
import { type ChangeRequest, isOverdue, requestsOf } from '../../domain/request.ts'
import type { Requester } from '../../domain/work.ts'
import type { SignedDecision } from './decide.ts'
import { draftStatement } from './draft.ts'
import type { ChangeHands, ChangeOptions } from './options.ts'

/** A change from proposal to read-back. Tools are handed none of it; `decide` belongs to the approvers' doors alone. */
export interface ChangeProtocol {
  /** Throws DENIED with the rule, or CONFLICT when there is nothing to change or an earlier change is unsettled. */
  propose(
    tool: string,
    proposal: Proposal,
    requester: Requester,
    incident: string,
  ): Promise<ChangeRequest>
  /** Throws DENIED for another's request, CONFLICT when it is used or over. */
  withdraw(request: string, requester: Requester): Promise<ChangeRequest>
  /** The card as approver and agent see it, still to be redacted and sanitised for where it is shown. */
  view(request: string): Promise<Card>
  /** The canonical JSON that an approver is to sign. */
  draft(wish: Pick<Statement, 'request' | 'decision' | 'reason' | 'approver'>): string
  /** Throws INVALID_INPUT, DENIED or CONFLICT with the rule; each refusal is on the record. */
  decide(signed: SignedDecision): Promise<ChangeRequest>
  /** True for a request that policy lets its requester carry out at once, without anybody's grant. Throws what policy refuses either way. */
  isFree(request: string, requester: Requester): Promise<boolean>
  /** Throws APPROVAL_REQUIRED, DENIED or CONFLICT with the rule; `signal` counts until the intent is durable. */
  apply(
    request: string,
    requester: Requester,
    hands: ChangeHands,
    signal: AbortSignal,
  ): Promise<ChangeRequest>
  /** Settles an intent without outcome; a request that has one comes back as it is. */
  reconcile(request: string, hands: ChangeHands): Promise<ChangeRequest>
  /** The requests of an incident that are to be reconciled before anything else is done in it. */
  overdue(incident: string): readonly ChangeRequest[]
}

/** Each step is loaded when it is first taken: a server that only reads does not pay for them at its start. */
export function createChangeProtocol(options: ChangeOptions): ChangeProtocol {
  const { reader, clock } = options
  return {
    async propose(tool, proposal, requester, incident) {
      const { propose } = await import('./propose.ts')
      return propose(options, tool, proposal, requester, incident)
    },
    async withdraw(request, requester) {
      const { withdraw } = await import('./withdraw.ts')
      return withdraw(options, request, requester)
    },
    async view(request) {
      const { view } = await import('./view.ts')
      return view(options, request)
    },
    draft: (wish) => draftStatement(options, wish),
    async decide(signed) {
      const { decide } = await import('./decide.ts')
      return decide(options, signed)
    },
    async isFree(request, requester) {
      const { isFree } = await import('./free.ts')
      return isFree(options, request, requester)
    },
    async apply(request, requester, hands, signal) {
      const { apply } = await import('./apply.ts')
      return apply(options, request, requester, hands, signal)
    },
    async reconcile(request, hands) {
      const { reconcile } = await import('./settle.ts')
      return reconcile(options, request, hands)
    },
    overdue: (incident) =>
      requestsOf(reader.incident(incident)).filter(
        (request) =>
          (request.state === 'applying' || request.state === 'unknown') &&
          isOverdue(request, clock.nowMs()),
      ),
  }
}
