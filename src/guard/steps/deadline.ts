import { HandoffError } from '../../domain/error.ts'
import { isCarriedOut } from '../../domain/work.ts'
import type { Step } from '../call.ts'

/** Bounds every call: at `deadlineMs` or when the client cancels, the room's signal aborts and the call is answered. */
export function deadline(deadlineMs: number): Step {
  return async (visit, next) => {
    const timeout = AbortSignal.timeout(deadlineMs)
    const signal = AbortSignal.any([visit.signal, timeout])
    const room = visit.call.room
    if (room && isCarriedOut(room.effect)) return next({ ...visit, signal })
    return Promise.race([next({ ...visit, signal }), stopped(signal, timeout)])
  }
}

function stopped(signal: AbortSignal, timeout: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => {
      reject(
        timeout.aborted
          ? new HandoffError('TIMEOUT', 'The call took longer than its deadline and was stopped.', {
              hint: 'Ask for a narrower window or fewer sources.',
            })
          : new HandoffError('TIMEOUT', 'The client cancelled the call.'),
      )
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
