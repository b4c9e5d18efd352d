import type { RecordEvidence } from '../../ports/entry-storage.ts'
import { stretchSize } from '../../record/stretches.ts'
import { type Stretch, walkStretch } from '../../record/walk.ts'
import type { Task } from './threads.ts'

/** Takes one stretch after another until none is left that nobody has begun. */
export function* readStretches(
  evidence: RecordEvidence,
  { wanted, count, counters }: Pick<Task, 'wanted' | 'count' | 'counters'>,
): Iterable<Stretch> {
  for (;;) {
    const index = Atomics.add(counters, 0, 1)
    if (index >= count) return
    const after = index * stretchSize
    yield walkStretch(evidence.entries({ after, upTo: after + stretchSize }), after, wanted)
  }
}
