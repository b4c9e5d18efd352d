import { HandoffError } from '../../domain/error.ts'
import type { AskMove } from '../../domain/facts/ask.ts'
import { type Ask, doerOf } from '../../domain/incident/asks.ts'
import { isAnyOf } from '../../domain/trust.ts'
import { requireOne } from '../../domain/words.ts'
import type { RecordContext } from '../tool.ts'
import type { Given } from './given.ts'

type Who = (given: Given, ask: Ask, context: RecordContext) => string

/**
 * Who did so, as the agent says; for `reassigned` the new owner. Throws INVALID_INPUT for nobody or several, CONFLICT when
 * somebody else than the owner would accept, DENIED when whoever did it would verify it.
 */
export const whoDid: Readonly<Record<AskMove, Who>> = {
  accepted({ owner = '' }, ask, context) {
    if (owner === '' || isAnyOf(context.trust(), owner, [ask.owner])) return ask.owner
    throw new HandoffError('CONFLICT', 'Only its owner accepts an ask.', {
      rule: 'accepted-by-owner',
      hint: 'Reassign it to whoever accepts it, with the reason in text.',
    })
  },
  done: ({ owner }, ask) => (owner === undefined ? ask.owner : requireOne(owner, 'owner')),
  verified({ owner }, ask, context) {
    const by = requireOne(owner, 'owner')
    const doers = [doerOf(ask) ?? ask.owner, ask.owner]
    if (!isAnyOf(context.trust(), by, doers)) return by
    throw new HandoffError('DENIED', 'Whoever did it does not verify it.', {
      rule: 'verified-by-another',
      hint: 'Have somebody else look, and name them in owner.',
    })
  },
  reassigned({ owner, due }, ask) {
    const next = owner === undefined ? ask.owner : requireOne(owner, 'owner')
    if (next !== ask.owner || due !== undefined) return next
    throw new HandoffError('INVALID_INPUT', 'Nothing would change: neither owner nor due.', {
      hint: 'Give the new owner, a new due time, or both, and why in text.',
    })
  },
  dropped: ({ owner }, _, { requester }) =>
    owner === undefined ? requester.id : requireOne(owner, 'owner'),
}
