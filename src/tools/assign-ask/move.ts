import { HandoffError } from '../../domain/error.ts'
import type { AskMove } from '../../domain/facts/ask.ts'
import type { Incident } from '../../domain/incident.ts'
import { type Ask, canMove, isOpen, movesOf } from '../../domain/incident/asks.ts'
import { requireWords } from '../../domain/words.ts'
import type { RecordContext } from '../tool.ts'
import { dueAhead } from './due.ts'
import type { Given } from './given.ts'
import { whoDid } from './who.ts'

/**
 * Moves an ask on, also one that outlives its case as a follow-up. Throws NOT_FOUND for an unknown ask, CONFLICT for a
 * state it cannot reach from its own, else as `whoDid`.
 */
export async function move(
  given: Given,
  to: AskMove,
  incident: Incident,
  context: RecordContext,
): Promise<{ readonly id: string; readonly existing: boolean }> {
  const ask = askOf(incident, given.ask)
  refuseOther(given, to)
  if (!canMove(ask, to)) throw outOfOrder(ask)
  const owner = whoDid[to](given, ask, context)
  const due = given.due === undefined ? null : dueAhead(given.due, context.nowMs)
  const isOwed = to === 'reassigned' || to === 'dropped'
  const reason = isOwed || given.text !== undefined ? requireWords(given.text, 'text') : null
  const body = { ask: ask.id, to, owner, due, reason }
  await context.casebook.append(incident.id, { kind: 'ask.moved', body })
  return { id: ask.id, existing: true }
}

function askOf({ asks }: Incident, id: string | undefined): Ask {
  const ask = asks.find((each) => each.id === id)
  if (ask) return ask
  const open = asks.filter(isOpen).map((each) => each.id)
  throw new HandoffError('NOT_FOUND', 'The incident has no such ask.', {
    hint: open.length > 0 ? `Open asks: ${open.join(', ')}.` : 'No ask is open.',
  })
}

/** An ask keeps its role and region; its time moves only when it is given to somebody anew. */
function refuseOther({ role, region, due }: Given, to: AskMove): void {
  const isDueFixed = due === undefined || to === 'reassigned'
  if (role === undefined && region === undefined && isDueFixed) return
  throw new HandoffError('INVALID_INPUT', 'That cannot change while an ask moves on.', {
    hint: 'With ask and to give owner and text alone, and due to reassign it; else drop it and assign another.',
  })
}

function outOfOrder(ask: Ask): HandoffError {
  const moves = movesOf(ask)
  return new HandoffError('CONFLICT', `The ask is ${ask.state}; it cannot move there.`, {
    rule: 'ask-in-order',
    hint:
      moves.length > 0
        ? `From here it may be ${moves.join(', ')}.`
        : 'It is finished; assign another.',
  })
}
