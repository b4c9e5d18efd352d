import type { Entry } from '../entry.ts'
import type { FactBody } from '../fact.ts'
import type { AskMove } from '../facts/ask.ts'
import { instantMs } from '../time.ts'

export const askStates = ['assigned', 'accepted', 'done', 'verified', 'dropped'] as const
export type AskState = (typeof askStates)[number]

/** An ask as it stands. Every state is the word of whoever recorded it. */
export interface Ask extends Omit<FactBody<'ask.assigned'>, 'ask'> {
  readonly id: string
  readonly state: AskState
  /** The entry from which the present owner has it. */
  readonly seq: number
  readonly assignedAt: string
  readonly moves: readonly Move[]
}

/** `by` is who recorded it, `owner` whoever it says did so. */
export interface Move extends Omit<FactBody<'ask.moved'>, 'ask'> {
  readonly seq: number
  readonly at: string
  readonly by: string
}

/** From which states a move is possible; any other changes nothing. */
const movesFrom: Readonly<Record<AskMove, readonly AskState[]>> = {
  accepted: ['assigned'],
  done: ['assigned', 'accepted'],
  verified: ['done'],
  reassigned: ['assigned', 'accepted', 'done'],
  dropped: ['assigned', 'accepted', 'done'],
}

/**
 * Folds the `ask.*` entries of one incident, in order of `seq`; an id stays with the ask that bore it first. After the
 * entry that closed the case asks only move on.
 */
export function foldAsks(entries: readonly Entry[], closedSeq: number | null): readonly Ask[] {
  const asks = new Map<string, Ask>()
  for (const entry of entries) {
    if (entry.body === null) continue
    if (entry.kind === 'ask.assigned') {
      const { ask: id, ...said } = entry.body as FactBody<'ask.assigned'>
      if (asks.has(id) || (closedSeq !== null && entry.seq > closedSeq)) continue
      const { seq, at: assignedAt } = entry
      asks.set(id, { ...said, id, state: 'assigned', seq, assignedAt, moves: [] })
    } else if (entry.kind === 'ask.moved') {
      const { ask: id, ...said } = entry.body as FactBody<'ask.moved'>
      const ask = asks.get(id)
      if (ask && canMove(ask, said.to)) asks.set(id, moved(ask, said, entry))
    }
  }
  return [...asks.values()]
}

export function canMove({ state }: Pick<Ask, 'state'>, to: AskMove): boolean {
  return movesFrom[to].includes(state)
}

/** Where an ask in that state may go. */
export function movesOf({ state }: Pick<Ask, 'state'>): readonly AskMove[] {
  return (Object.keys(movesFrom) as AskMove[]).filter((to) => movesFrom[to].includes(state))
}

/** Somebody still has to do or to verify it. */
export function isOpen({ state }: Pick<Ask, 'state'>): boolean {
  return movesOf({ state }).length > 0
}

/** Past its time and not even said to be done. */
export function isLate(ask: Pick<Ask, 'state' | 'due'>, nowMs: number): boolean {
  const isWaiting = ask.state === 'assigned' || ask.state === 'accepted'
  return isWaiting && nowMs > (instantMs(ask.due) ?? 0)
}

/** Who did it, as recorded; null while nobody did. */
export function doerOf(ask: Ask): string | null {
  return ask.state === 'done'
    ? (ask.moves.findLast(({ to }) => to === 'done')?.owner ?? null)
    : null
}

function moved(ask: Ask, said: Omit<FactBody<'ask.moved'>, 'ask'>, entry: Entry): Ask {
  const move = { ...said, seq: entry.seq, at: entry.at, by: entry.actor.id }
  const moves = [...ask.moves, move]
  const due = said.due ?? ask.due
  if (said.to !== 'reassigned') return { ...ask, state: said.to, due, moves }
  return { ...ask, state: 'assigned', owner: said.owner, due, seq: entry.seq, moves }
}
