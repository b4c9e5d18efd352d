import type { Room } from '../../src/guard/call.ts'
import type { House } from '../../src/main.ts'

/** A tool named `wait` that tells its progress once and then waits for its signal or to be let go. */
export interface SlowRoom {
  /** Resolves when somebody is in it. */
  readonly entered: Promise<void>
  /** Resolves with true when its signal was aborted. */
  readonly stopped: Promise<boolean>
  letGo(): void
}

/** The door of a house with the slow room beside its tools. */
export function withSlowRoom(door: House['door']): { door: House['door']; slow: SlowRoom } {
  const entered = Promise.withResolvers<void>()
  const stopped = Promise.withResolvers<boolean>()
  const free = Promise.withResolvers<void>()
  const room: Room = {
    effect: 'read',
    validate: () => ({}),
    async enter(_input, visit) {
      visit.contexts(visit.signal).read.progress(1, 2, 'Waiting')
      visit.signal.addEventListener('abort', () => {
        stopped.resolve(true)
        free.resolve()
      })
      entered.resolve()
      await free.promise
      stopped.resolve(false)
      visit.signal.throwIfAborted()
      return { structured: { waited: true } }
    },
    render: () => 'waited',
  }
  const { catalogue } = door
  return {
    door: {
      ...door,
      catalogue: {
        ...catalogue,
        toolRoom: (name) => (name === 'wait' ? room : catalogue.toolRoom(name)),
      },
    },
    slow: {
      entered: entered.promise,
      stopped: stopped.promise,
      letGo: () => free.resolve(),
    },
  }
}
