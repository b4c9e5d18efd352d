import { onsetOfCounts } from '../../src/domain/onset.ts'
import { quantile, table } from '../figures.ts'
import { draw } from './scenario.ts'

const rounds = 40

/** Milliseconds an answer takes, by the length of the series. */
export function timesTable(): string {
  const rows = [60, 288, 1_440, 10_000].map((length) => {
    const figuresOf = (times: number): readonly string[] => {
      const rise = times === 1 ? null : { times, bins: Infinity, margin: length / 4 }
      const took = Array.from({ length: rounds }, (_, seed) => {
        const traffic = { mean: 5, scatter: { size: 3 }, drift: 'none', length } as const
        const { counts } = draw(traffic, rise, seed)
        const startedMs = performance.now()
        onsetOfCounts(counts, { startMs: 0, bucketMs: 60_000 })
        return performance.now() - startedMs
      })
      return [quantile(took, 0.5).toFixed(1), quantile(took, 0.95).toFixed(1)]
    }
    return [`${length} bins`, ...figuresOf(1), ...figuresOf(3), ...figuresOf(10)]
  })
  const names = ['quiet', 'x3', 'x10'].flatMap((name) => [`${name}, median ms`, 'p95 ms'])
  return table([['series', ...names], ...rows])
}
