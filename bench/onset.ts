import { parseArgs } from 'node:util'

import { table } from './figures.ts'
import { type Cell, type Figures, measure, noFigures } from './onset/measure.ts'
import { alarmsOf, stocks } from './onset/nab.ts'
import { drifts, type Scatter } from './onset/scenario.ts'
import { timesTable } from './onset/speed.ts'

const { values } = parseArgs({ options: { series: { type: 'string', default: '2' } } })
const series = Number(values.series)
const means = [0.2, 0.5, 1, 3, 10, 30]
const scatters: readonly (readonly [string, Scatter])[] = [
  ['size 0.5', { size: 0.5 }],
  ['size 1', { size: 1 }],
  ['size 2', { size: 2 }],
  ['size 5', { size: 5 }],
  ['size 10', { size: 10 }],
  ['variance 1.5 x mean', { factor: 1.5 }],
  ['variance 2 x mean', { factor: 2 }],
  ['variance 4 x mean', { factor: 4 }],
]
const lengths = [60, 120, 240, 720, 1_440]
const windows = [60, 72, 144, 288]
const head = [
  'series',
  'false alarms',
  'x10 found',
  'within 2 bins',
  'interval holds',
  'x10 for 15 bins found',
  'within 2 bins',
  'x3 found',
  'within 2 bins',
  'interval holds',
]

const starts = ['start anywhere', 'start in the middle half'] as const
const meanName = (mean: number): string => `mean ${mean} a bin`
const driftName = (drift: string): string => `drift: ${drift}`
const lengthName = (length: number): string => `${length} bins`
/** In the order of the table. */
const names = [
  'all',
  ...starts,
  ...means.map(meanName),
  ...scatters.map(([name]) => name),
  ...drifts.map(driftName),
  ...lengths.map(lengthName),
]
const groups = new Map(names.map((name) => [name, noFigures()]))

function run(): void {
  let seed = 1
  for (const mean of means) {
    for (const [name, scatter] of scatters) {
      for (const drift of drifts) {
        for (const length of lengths) {
          for (const margin of [10, length / 4]) {
            const cell: Cell = { mean, scatter, drift, length, margin }
            const start = starts[margin === 10 ? 0 : 1]
            const of = [start, meanName(mean), name, driftName(drift), lengthName(length)]
            measure(
              cell,
              series,
              seed++,
              ['all', ...of].map((one) => groups.get(one)!),
            )
          }
        }
      }
    }
  }
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`

function row([name, { quiet, x10, burst, x3 }]: readonly [string, Figures]): readonly string[] {
  return [
    name,
    percent(quiet.found, quiet.drawn),
    percent(x10.found, x10.drawn),
    percent(x10.near, x10.found),
    percent(x10.held, x10.found),
    percent(burst.found, burst.drawn),
    percent(burst.near, burst.found),
    percent(x3.found, x3.drawn),
    percent(x3.near, x3.found),
    percent(x3.held, x3.found),
  ]
}

function realTraffic(): string {
  const rows = windows.map((length) => {
    const found = stocks.map((stock) => alarmsOf(stock, length))
    const all = found.flatMap((one) => one ?? [])
    const sum = (name: 'windows' | 'alarms' | 'shuffled'): number =>
      all.reduce((total, one) => total + one[name], 0)
    return [
      `${length} bins of 5 minutes`,
      ...found.map((one) => (one ? percent(one.alarms, one.windows) : 'absent')),
      percent(sum('alarms'), sum('windows')),
      percent(sum('shuffled'), sum('windows')),
    ]
  })
  return table([['window', ...stocks, 'all', 'all, shuffled'], ...rows])
}

run()
process.stdout.write(`${table([head, ...[...groups].map(row)])}\n\n`)
process.stdout.write(`${realTraffic()}\n\n${timesTable()}\n`)
