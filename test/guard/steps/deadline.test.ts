import { expect, test } from 'vitest'

import type { Room, Visit } from '../../../src/guard/call.ts'
import { deadline } from '../../../src/guard/steps/deadline.ts'

const room = { effect: 'read' } as Room
const never = () => new Promise<never>(() => {})

function visitUnder(signal: AbortSignal, effect: Room['effect'] = 'read'): Visit {
  return { call: { room: { ...room, effect } }, signal } as unknown as Visit
}

test('a room that never ends is answered at the deadline', async () => {
  const { signal } = new AbortController()
  await expect(deadline(5)(visitUnder(signal), never)).rejects.toMatchObject({
    code: 'TIMEOUT',
    message: 'The call took longer than its deadline and was stopped.',
  })
})

test('a cancelled call is answered at once, also when it was cancelled before it began', async () => {
  const stop = new AbortController()
  const waiting = deadline(60_000)(visitUnder(stop.signal), never)
  stop.abort()
  await expect(waiting).rejects.toMatchObject({ message: 'The client cancelled the call.' })
  await expect(deadline(60_000)(visitUnder(stop.signal), never)).rejects.toMatchObject({
    code: 'TIMEOUT',
  })
})

test('a change is not cut off: it ends by its own bounds and is read back', async () => {
  const stop = new AbortController()
  stop.abort()
  const outcome = { code: null } as never
  await expect(
    deadline(5)(visitUnder(stop.signal, 'change'), () => Promise.resolve(outcome)),
  ).resolves.toBe(outcome)
})
