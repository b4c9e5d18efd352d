import { workerData } from 'node:worker_threads'

import { writeWhole } from '../../../src/adapters/files/durable.ts'

/** Writes its own letter under each of the names and counts how often no other writer had taken the name. */
const { folder, letter, names, exclusive, written } = workerData as {
  folder: string
  letter: string
  names: readonly string[]
  exclusive: boolean
  written: Int32Array
}

for (const name of names) {
  try {
    writeWhole(folder, name, letter.repeat(200_000), { mode: 0o600, exclusive })
    Atomics.add(written, 0, 1)
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'EEXIST') throw cause
  }
}
