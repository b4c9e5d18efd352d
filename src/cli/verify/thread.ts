import { workerData } from 'node:worker_threads'

import { openSqliteEvidence } from '../../adapters/sqlite/evidence.ts'
import { readStretches } from './read-stretches.ts'
import type { Task } from './threads.ts'

const { home, wanted, count, counters, number, port } = workerData as Task

/** Null tells that this thread read nothing that can be relied on. */
function read() {
  try {
    const evidence = openSqliteEvidence(home)
    if (!evidence) return null
    try {
      return [...readStretches(evidence, { wanted, count, counters })]
    } finally {
      evidence.close()
    }
  } catch {
    return null
  }
}

Atomics.store(counters, 2 + number, 1)
port.postMessage(read())
port.close()
Atomics.add(counters, 1, 1)
Atomics.notify(counters, 1)
