import { HandoffError } from '../../domain/error.ts'

/** CONFLICT: the flag is not what the caller read; nothing was written. */
export function moved(): HandoffError {
  return new HandoffError('CONFLICT', 'The flag has changed since it was read.', {
    hint: 'Nothing was written. Read the flag again and propose anew.',
  })
}
