import { setTimeout as wait } from 'node:timers/promises'

import { isBusy, storageFailure } from './failure.ts'

const deadlineMs = 5_000

/** A pause that two waiting writers do not share, milliseconds; longer ones make the slowest wait longer. */
const pauseMs = (): number => Math.random() * 3

/** Tries until it is no longer busy, for five seconds; then, and for any other failure, throws UPSTREAM saying `what`. */
export async function retrying<T>(what: string, attempt: () => T): Promise<T> {
  const giveUp = performance.now() + deadlineMs
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUp) throw storageFailure(what, error)
    }
    await wait(pauseMs())
  }
}

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** As `retrying`, for callers that cannot wait otherwise than by holding the thread; for one second. */
export function retryingSync<T>(what: string, attempt: () => T): T {
  const giveUp = performance.now() + deadlineMs / 5
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUp) throw storageFailure(what, error)
    }
    Atomics.wait(sleeper, 0, 0, pauseMs())
  }
}
