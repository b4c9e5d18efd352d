import { HandoffError } from '../../domain/error.ts'

/** Runs work that may ignore its signal; throws TIMEOUT in Baton's words as soon as the signal aborts. */
export async function within<T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw late()
  const stopped = Promise.withResolvers<never>()
  const stop = (): void => stopped.reject(late())
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work(signal), stopped.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** As `within`, and for so many milliseconds at most. */
export async function bounded<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), ms)
  try {
    return await within(outer ? AbortSignal.any([stop.signal, outer]) : stop.signal, work)
  } finally {
    clearTimeout(timer)
  }
}

function late(): HandoffError {
  return new HandoffError('TIMEOUT', 'The target gave no answer before the call had to end.', {
    hint: 'Try once more; get_request shows where a request stands.',
  })
}
