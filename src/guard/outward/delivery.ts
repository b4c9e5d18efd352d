import { type Entry, server } from '../../domain/entry.ts'
import { isConflict } from '../../domain/error.ts'
import type { Fact } from '../../domain/fact.ts'
import { bounded } from '../change/bounded.ts'
import type { Journal } from '../journal.ts'

/** A fact to be stated once in the whole record. */
export interface Stated {
  readonly fact: Fact
  readonly once?: string
}

/** Something that is to leave the house once: a page, a notice, a comment. */
export interface Delivery {
  readonly incident: string
  /** Stated before it is sent: of two processes one gets the key and sends. Absent where the receiver keeps one of each. */
  readonly intent?: Stated
  readonly deadlineMs: number
  /** Sends it and returns what is to be stated then, if anything. Whatever it throws, it was not sent. */
  send(signal: AbortSignal): Promise<Stated | undefined>
  /** What is stated when it was not sent. */
  failed(cause: unknown): Stated
}

/** Deliveries in their order: after one that fails the rest wait for another round. */
export type Lane = readonly Delivery[]

/** Where deliveries come from. */
export interface Source {
  /** What is due now, from the record alone. Throws what reading it or the trust folder throws. */
  due(): readonly Lane[]
}

const longestLaneMs = 15_000

/** Carries out a lane: intent, sending, outcome. Throws only what the record throws; the rest is stated. */
export async function carry(journal: Journal, lane: Lane): Promise<void> {
  const endMs = performance.now() + longestLaneMs
  for (const delivery of lane) {
    if (performance.now() > endMs) return
    if (!(await deliver(journal, delivery))) return
  }
}

/** False when it was not sent; true also when another process has it. */
async function deliver(journal: Journal, delivery: Delivery): Promise<boolean> {
  const { incident, intent, deadlineMs } = delivery
  if (intent && !(await state(journal, incident, intent))) return true
  let done: Stated | undefined
  try {
    done = await bounded(deadlineMs, (signal) => delivery.send(signal))
  } catch (cause) {
    await state(journal, incident, delivery.failed(cause))
    return false
  }
  if (done) await state(journal, incident, done)
  return true
}

/** Undefined when its key was taken: somebody else has said it. */
async function state(
  journal: Journal,
  incident: string,
  { fact, once }: Stated,
): Promise<Entry | undefined> {
  try {
    return await journal.append(server, incident, fact, once)
  } catch (cause) {
    if (isConflict(cause)) return undefined
    throw cause
  }
}

const firstPauseMs = 30_000
const longestPauseMs = 15 * 60_000

/** How long to wait after so many failures: the first is tried again at once, then ever later, 15 minutes at most. */
export function pauseMs(failures: number): number {
  return failures <= 1 ? 0 : Math.min(firstPauseMs * 2 ** (failures - 2), longestPauseMs)
}
