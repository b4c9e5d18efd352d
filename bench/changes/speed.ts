import type { ChangeEvent } from '../../src/domain/change-event.ts'
import { rankChanges } from '../../src/domain/ranking.ts'
import { type ChangeSource, mergeChangeLogs } from '../../src/ports/change-log.ts'
import { median, table } from '../figures.ts'
import { seeded } from '../onset/draw.ts'
import { decoys } from './decoys.ts'

const count = 10_000
const rounds = 15
const onsetMs = Date.UTC(2026, 10, 23, 7)
const { signal } = new AbortController()

/** Ten thousand changes of five sources, merged and ranked; beside a plain sort of the same list by time in the same run. */
export async function speedTable(): Promise<string> {
  const changes = drawn()
  const log = mergeChangeLogs(sourcesOf(changes))
  const window = { fromMs: 0, toMs: onsetMs + 1 }
  const scope = {
    onset: { earliestMs: onsetMs, latestMs: onsetMs },
    services: { affected: ['auth'], dependencies: ['ledger'] },
    regions: ['eu-west-1'],
    environment: 'production',
    nowMs: onsetMs,
    seen: { versions: [], steps: [], texts: ['ledger pool exhausted'] },
  }
  const works = {
    'plain sort by time': () => changes.toSorted((a, b) => b.startedAtMs - a.startedAtMs),
    merged: () => log.changes(window, signal),
    ranked: () => rankChanges(changes, scope),
  }
  const names = Object.keys(works) as (keyof typeof works)[]
  const times = new Map(names.map((name) => [name, [] as number[]]))
  for (let round = -3; round < rounds; round += 1) {
    for (const name of names) {
      const startedAt = performance.now()
      await works[name]()
      if (round >= 0) times.get(name)!.push(performance.now() - startedAt)
    }
  }
  const plain = median(times.get('plain sort by time')!)
  const row = (name: keyof typeof works): readonly string[] => {
    const ms = median(times.get(name)!)
    const rate = `${Math.round(count / ms)} 000`
    return [name, ms.toFixed(1), rate, (ms / plain).toFixed(1)]
  }
  return table([
    [`${count} changes`, 'p50 ms', 'changes a second', 'to a plain sort'],
    ...names.map(row),
  ])
}

function drawn(): readonly ChangeEvent[] {
  const random = seeded(7)
  const at = { affected: 'auth', others: [], onsetMs }
  return Array.from({ length: Math.ceil(count / 144) }, (_, i) =>
    decoys('thirty services', at, random).map((change) => ({ ...change, id: `${i} ${change.id}` })),
  )
    .flat()
    .slice(0, count)
}

function sourcesOf(changes: readonly ChangeEvent[]): readonly ChangeSource[] {
  return Array.from({ length: 5 }, (_, i) => {
    const own = changes.filter((_change, at) => at % 5 === i)
    const name = `source ${i}`
    return {
      name,
      changes: () => Promise.resolve({ changes: own, sources: [name], gaps: [] }),
      difference: () => Promise.resolve(null),
      check: () => Promise.resolve([]),
    }
  })
}
