import { HandoffError } from '../../domain/error.ts'
import { isOpen } from '../../domain/incident/asks.ts'
import type { RecordContext } from '../tool.ts'
import { assign } from './assign.ts'
import type { Given } from './given.ts'
import { move } from './move.ts'

/** Assigns a new ask, or moves on the one that is named. Throws as `assign` and `move`. */
export async function runAsk(
  { incident: id, to, ...given }: Given & { readonly incident: string },
  context: RecordContext,
) {
  const incident = context.casebook.incident(id)
  if ((given.ask === undefined) !== (to === undefined)) {
    throw new HandoffError('INVALID_INPUT', 'ask and to go together.', {
      hint: 'Give both to move an ask on, neither to assign a new one.',
    })
  }
  const moved =
    to === undefined
      ? await assign(given, incident, context)
      : await move(given, to, incident, context)
  const { asks } = context.casebook.incident(id)
  const ask = asks.find((each) => each.id === moved.id)
  if (!ask) throw new HandoffError('CONFLICT', 'The incident was closed meanwhile.')
  const { state, owner, role, due } = ask
  const { existing } = moved
  const open = asks.filter(isOpen).length
  return { structured: { incident: id, ask: ask.id, state, owner, role, due, existing, open } }
}
