import type { Journal } from '../journal.ts'
import { type Lane, type Source, carry } from './delivery.ts'

/** Carries out what is due, in the background of this process. */
export interface Rounds {
  /** Begins with what is due and returns at once. Throws when that cannot be worked out. */
  start(): void
  /** One whole round from now on; never fails. */
  round(): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

interface RoundOptions {
  readonly journal: Journal
  readonly sources: readonly Source[]
}

/** Lanes go side by side; of two rounds of this process the second waits for the first. */
export function createRounds({ journal, sources }: RoundOptions): Rounds {
  let running: Promise<void> | undefined
  let again = false

  const due = (): readonly Lane[] => sources.flatMap((source) => source.due())

  function begin(lanes: readonly Lane[]): void {
    if (lanes.length > 0) running = carryAll(lanes)
  }

  async function carryAll(lanes: readonly Lane[]): Promise<void> {
    await Promise.allSettled(lanes.map((lane) => carry(journal, lane)))
    running = undefined
    if (again) tryAgain()
  }

  function tryAgain(): void {
    again = false
    try {
      begin(due())
    } catch {
      // The next call says so.
    }
  }

  async function idle(): Promise<void> {
    for (let round = running; round; round = running) await round
  }

  return {
    start() {
      if (running) again = true
      else begin(due())
    },
    async round() {
      if (running) again = true
      else tryAgain()
      await idle()
    },
    idle,
  }
}
