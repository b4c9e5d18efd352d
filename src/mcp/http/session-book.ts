import { randomUUID } from 'node:crypto'

import type { Door } from '../door.ts'
import { limits } from './limits.ts'
import { type Session, openSession } from './sessions.ts'

/** The sessions that are open: at most 64, each until half an hour after its last use. */
export interface SessionBook {
  find(id: string): Session | undefined
  /** Undefined when there are too many and none was idle for a minute. */
  open(): Promise<Session | undefined>
  readonly size: number
  close(): Promise<void>
}

export function createSessionBook(door: Door, nowMs: () => number): SessionBook {
  const sessions = new Map<string, Session>()

  function endIdle(): void {
    for (const session of sessions.values()) {
      if (session.idleMs() > limits.sessionIdleMs) void session.close().catch(() => undefined)
    }
  }

  async function makeRoom(): Promise<boolean> {
    endIdle()
    if (sessions.size < limits.sessions) return true
    const [longest] = [...sessions.values()].toSorted((a, b) => b.idleMs() - a.idleMs())
    if (!longest || longest.idleMs() < limits.sessionYieldMs) return false
    await longest.close()
    return true
  }

  const timer = setInterval(endIdle, limits.sessionYieldMs)
  timer.unref()

  return {
    find(id) {
      endIdle()
      return sessions.get(id)
    },
    async open() {
      if (!(await makeRoom())) return undefined
      const id = randomUUID()
      const session = openSession({ door, id, nowMs, closed: () => void sessions.delete(id) })
      sessions.set(id, session)
      return session
    },
    get size() {
      return sessions.size
    },
    async close() {
      clearInterval(timer)
      await Promise.allSettled([...sessions.values()].map((session) => session.close()))
    },
  }
}
