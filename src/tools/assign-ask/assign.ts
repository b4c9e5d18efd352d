import { HandoffError } from '../../domain/error.ts'
import { timeOrderedId } from '../../domain/id.ts'
import type { Incident } from '../../domain/incident.ts'
import { isOpen } from '../../domain/incident/asks.ts'
import { refuseClosed } from '../../domain/incident/closing.ts'
import { requireOne, requireWords } from '../../domain/words.ts'
import type { RecordContext } from '../tool.ts'
import { dueAhead } from './due.ts'
import type { Given } from './given.ts'

/** Puts a new ask on the record and returns its id; the same open ask said again is the same one. Throws INVALID_INPUT or CONFLICT. */
export async function assign(
  given: Given,
  incident: Incident,
  context: RecordContext,
): Promise<{ readonly id: string; readonly existing: boolean }> {
  const { role, due } = given
  refuseClosed(incident)
  if (role === undefined || due === undefined) {
    throw new HandoffError('INVALID_INPUT', 'An ask needs an owner, a role and a due time.', {
      hint: 'Give text, owner (one person), role (fix, qa, communicator or follow_up) and due (UTC).',
    })
  }
  const said = {
    text: requireWords(given.text, 'text'),
    owner: requireOne(given.owner, 'owner'),
    role,
    due: dueAhead(due, context.nowMs),
    region:
      given.region === undefined
        ? incident.regions.join(', ')
        : requireWords(given.region, 'region'),
  }
  const twin = incident.asks.find(
    (ask) =>
      isOpen(ask) &&
      ask.text === said.text &&
      ask.owner === said.owner &&
      ask.role === role &&
      ask.due === said.due,
  )
  if (twin) return { id: twin.id, existing: true }
  const id = `ASK-${timeOrderedId(context.nowMs)}`
  await context.casebook.append(incident.id, { kind: 'ask.assigned', body: { ask: id, ...said } })
  return { id, existing: false }
}
