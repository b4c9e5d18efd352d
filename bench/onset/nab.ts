import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { onsetOfCounts } from '../../src/domain/onset.ts'
import { seeded } from './draw.ts'

/** The Numenta Anomaly Benchmark's counts of tweets in five minutes; not part of the repository. */
const folder = join(import.meta.dirname, '../../../shared/data/nab')
/** The stretches that NAB labels as anomalies, of `labels/combined_windows.json`: they are left out. */
const labelled: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  AAPL: [
    ['2015-03-14 17:52', '2015-03-17 12:03'],
    ['2015-03-29 18:22', '2015-04-01 12:33'],
  ],
  CRM: [
    ['2015-03-08 21:02', '2015-03-10 17:13'],
    ['2015-03-19 01:02', '2015-03-20 21:13'],
    ['2015-03-25 21:02', '2015-03-27 17:13'],
  ],
  FB: [
    ['2015-03-14 22:12', '2015-03-17 16:03'],
    ['2015-04-02 08:52', '2015-04-05 02:43'],
  ],
  IBM: [
    ['2015-03-16 15:07', '2015-03-18 11:08'],
    ['2015-03-23 00:27', '2015-03-24 20:28'],
    ['2015-04-19 22:07', '2015-04-21 18:08'],
  ],
  PFE: [
    ['2015-03-12 10:57', '2015-03-15 04:58'],
    ['2015-04-06 14:42', '2015-04-09 08:43'],
  ],
}

export const stocks = Object.keys(labelled)

export interface Alarms {
  readonly windows: number
  readonly alarms: number
  /** Alarms when the bins of each window stand in random order. */
  readonly shuffled: number
}

/** Windows of that many bins, each half a window after the last; undefined where the data are absent. */
export function alarmsOf(stock: string, length: number): Alarms | undefined {
  const path = join(folder, `Twitter_volume_${stock}.csv`)
  if (!existsSync(path)) return undefined
  const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1)
  const counts = rows.map((row) => Number(row.split(',')[1]))
  const isOut = rows.map((row) => labelled[stock]!.some(([from, to]) => row >= from && row < to))
  const random = seeded(length)
  let [windows, alarms, shuffled] = [0, 0, 0]
  for (let at = 0; at + length <= counts.length; at += length / 2) {
    if (isOut.slice(at, at + length).includes(true)) continue
    const window = counts.slice(at, at + length)
    windows++
    if (isAlarm(window)) alarms++
    if (isAlarm(inRandomOrder(window, random))) shuffled++
  }
  return { windows, alarms, shuffled }
}

function isAlarm(counts: readonly number[]): boolean {
  return onsetOfCounts(counts, { startMs: 0, bucketMs: 300_000 }).found
}

function inRandomOrder(counts: readonly number[], random: () => number): readonly number[] {
  return counts
    .map((count) => [random(), count] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, count]) => count)
}
