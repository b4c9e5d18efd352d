import { HandoffError } from '../domain/error.ts'
import type { Call, Room } from '../guard/call.ts'
import type { Guard } from '../guard/index.ts'

const longestName = 120
const deadlineMs = 5_000

interface Refused {
  /** What was asked, as far as it could be read: a method, or which limit it met. */
  readonly name: string
  /** Why, in our words. */
  readonly words: string
  readonly params?: unknown
}

/** Puts on the record what is refused before any handler saw it (G6); never fails and never waits longer than 5 s. */
export async function recordRefusal(guard: Guard, refused: Refused): Promise<void> {
  const { name, words, params } = refused
  const call: Call = {
    what: 'protocol',
    name: name.slice(0, longestName),
    client: 'unnamed',
    arguments: params,
    signal: AbortSignal.timeout(deadlineMs),
    room: refusing(words),
  }
  await guard.walk(call).catch(() => undefined)
}

/** A room that nobody enters. */
function refusing(words: string): Room {
  const refuse = (): never => {
    throw new HandoffError('INVALID_INPUT', words)
  }
  return { effect: 'read', validate: refuse, enter: refuse, render: () => '' }
}
