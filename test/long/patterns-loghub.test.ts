import { expect, test } from 'vitest'

import { groupLines, scoreGroups } from '../../bench/logs/grouping.ts'
import { readLoghub } from '../../bench/logs/loghub.ts'
import { scoreChanges } from '../../bench/logs/new-patterns.ts'

const systems = readLoghub()
if (!systems) process.stdout.write('Skipped: ../shared/data/loghub is not here.\n')

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

test.skipIf(!systems)(
  'real lines are grouped as people group them, with their heads and without',
  () => {
    for (const kind of ['content', 'raw'] as const) {
      const scores = systems!.map((system) => scoreGroups(groupLines(system[kind]), system.truth))
      expect(mean(scores.map(({ ga }) => ga)), kind).toBeGreaterThanOrEqual(0.97)
      expect(mean(scores.map(({ fga }) => fga)), kind).toBeGreaterThanOrEqual(0.95)
    }
  },
)

test.skipIf(!systems)(
  'a new pattern is among the first three, and hardly any other is called new',
  () => {
    for (const { name, inFirstThree, falseNew } of scoreChanges(systems!, 80)) {
      expect(falseNew, name).toBeLessThanOrEqual(0.2)
      if (!Number.isNaN(inFirstThree) && !name.includes('clumps')) {
        expect(inFirstThree, name).toBeGreaterThanOrEqual(0.95)
      }
    }
  },
)
