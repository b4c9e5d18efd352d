import { HandoffError } from '../../domain/error.ts'
import type { Step } from '../call.ts'

/** Refuses an unknown name and arguments that do not fit, after the ask is on the record. */
export const validate: Step = async (visit, next) => {
  const { room } = visit.call
  if (!room) {
    if (visit.call.what === 'protocol') {
      throw new HandoffError('INVALID_INPUT', 'The message does not have the form of the protocol.')
    }
    throw new HandoffError('NOT_FOUND', `There is no such ${visit.call.what}.`, {
      hint: 'List what there is and take the name from there.',
    })
  }
  const raw = visit.call.arguments ?? {}
  if (typeof raw !== 'object' || Array.isArray(raw)) {
    throw new HandoffError('INVALID_INPUT', 'The arguments are not an object.')
  }
  return next({ ...visit, input: room.validate(raw) })
}
