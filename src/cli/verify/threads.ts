import { availableParallelism } from 'node:os'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'

import type { RecordEvidence } from '../../ports/entry-storage.ts'
import { join, stretchSize } from '../../record/stretches.ts'
import type { Reader } from '../../record/verify.ts'
import { type Stretch, walk } from '../../record/walk.ts'
import { readStretches } from './read-stretches.ts'

/** Below this many entries a thread takes longer to start than it saves. */
const fewestEntries = 60_000
const mostThreads = 4
/** After this long without a thread's answer its part is read again in one pass. */
const patienceMs = 60_000

/** What a thread is given: where the record lies, which sizes are asked for, and the counter from which all draw their work. */
export interface Task {
  readonly home: string
  readonly wanted: ReadonlySet<number>
  readonly count: number
  /** Stretches drawn, threads that have answered, and for each thread whether it has begun. */
  readonly counters: Int32Array
  readonly number: number
  readonly port: MessagePort
}

/**
 * Reads a large record of a home with several threads; this one takes its share and waits for the others. The verdict is the one
 * that a single pass gives: where anything is out of line, and when a thread fails, a single pass decides.
 */
export const readerFor =
  (home: string, fewest = fewestEntries): Reader =>
  (evidence, wanted) => {
    const size = evidence.head?.size ?? 0
    const helpers = Math.min(mostThreads, availableParallelism()) - 1
    if (size < fewest || helpers < 1 || !endsAt(evidence, size)) {
      return () => walk(evidence.entries(), wanted)
    }
    const count = Math.ceil(size / stretchSize)
    const counters = new Int32Array(new SharedArrayBuffer(4 * (2 + helpers)))
    const threads = Array.from({ length: helpers }, (_, number) =>
      start({ home, wanted, count, counters, number }),
    )
    return () => {
      const own = [...readStretches(evidence, { wanted, count, counters })]
      const others = threads.map((thread, number) => answerOf(thread, counters, number))
      const stretches = [...own, ...others.flatMap((list) => list ?? [])]
      const whole = others.every((list) => list !== undefined) && stretches.length === count
      const sorted = stretches.toSorted((a, b) => a.before - b.before)
      return (whole ? join(sorted) : undefined) ?? walk(evidence.entries(), wanted)
    }
  }

/** Whether the entries look as if they were numbered from 1 to `size`. */
function endsAt(evidence: RecordEvidence, size: number): boolean {
  const below = evidence.entries({ after: -Infinity, upTo: 0 })[Symbol.iterator]()
  const above = evidence.entries({ after: size, upTo: Infinity })[Symbol.iterator]()
  return below.next().done === true && above.next().done === true
}

function start(task: Omit<Task, 'port'>): MessagePort {
  const { port1, port2 } = new MessageChannel()
  const file = new URL(import.meta.url.replace(/threads(\.\w+)$/, 'thread$1'))
  const workerData: Task = { ...task, port: port2 }
  const worker = new Worker(file, { workerData, transferList: [port2], execArgv: [] })
  worker.unref()
  worker.on('error', () => undefined)
  return port1
}

/** Undefined when the thread failed or keeps silent. One that has not begun finds nothing left to draw. */
function answerOf(
  port: MessagePort,
  counters: Int32Array,
  number: number,
): readonly Stretch[] | undefined {
  if (Atomics.load(counters, 2 + number) === 0) return []
  const giveUp = performance.now() + patienceMs
  for (;;) {
    const answered = Atomics.load(counters, 1)
    const got = receiveMessageOnPort(port)?.message as readonly Stretch[] | null | undefined
    const left = giveUp - performance.now()
    if (got !== undefined || left <= 0) {
      port.close()
      return got ?? undefined
    }
    Atomics.wait(counters, 1, answered, left)
  }
}
