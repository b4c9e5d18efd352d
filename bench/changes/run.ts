import { parseArgs } from 'node:util'

import { table } from '../figures.ts'
import { callsTable } from './calls.ts'
import { publicCases, tellings } from './cases.ts'
import { traffics } from './decoys.ts'
import { speedTable } from './speed.ts'
import { type Figures, measure, noFigures, type Telling, type TrafficName } from './measure.ts'

/**
 * Public incidents with a known cause among changes that caused nothing: how often the cause is in the first three, beside
 * the rule of the last change before the onset, and how often controls say that there is no strong suspect.
 */
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '20' } } })
const seeds = Number(values.seeds)
const cases = publicCases()

const percent = (part: number, whole: number): string =>
  whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`

type Pair = { readonly caused: Figures; readonly control: Figures }
const pair = (): Pair => ({ caused: noFigures(), control: noFigures() })
const total = pair()
const byTraffic = new Map<string, Pair>()
const byTelling = new Map<string, Pair>()
const byCase = new Map<string, Figures>(cases.map((one) => [one.case, noFigures()]))

const head = [
  'in the first three',
  'first',
  'last before the onset',
  'last three before it',
  'with a strong suspect',
]
const cells = (sums: Figures): readonly string[] => [
  percent(sums.inThree, sums.drawn),
  percent(sums.first, sums.drawn),
  percent(sums.nearest, sums.drawn),
  percent(sums.nearestThree, sums.drawn),
  percent(sums.strong, sums.drawn),
]
const quiet = ({ strong, drawn }: Figures): string => percent(drawn - strong, drawn)

function draw(): void {
  for (const traffic of Object.keys(traffics) as TrafficName[]) {
    for (const telling of Object.keys(tellings) as Telling[]) {
      for (const [name, sums] of [
        [traffic, byTraffic],
        [telling, byTelling],
      ] as const) {
        if (!sums.has(name)) sums.set(name, pair())
      }
      for (const one of cases) {
        const kind = one.control ? 'control' : 'caused'
        const into = [total, byTraffic.get(traffic)!, byTelling.get(telling)!].map(
          (sums) => sums[kind],
        )
        for (let seed = 1; seed <= seeds; seed += 1) {
          measure(one, cases, { traffic, telling, seed }, [...into, byCase.get(one.case)!])
        }
      }
    }
  }
}

function groups(name: string, sums: ReadonlyMap<string, Pair>): string {
  return table([
    [name, ...head, 'controls without one'],
    ...[...sums, ['all', total] as const].map(([key, { caused, control }]) => [
      key,
      ...cells(caused),
      quiet(control),
    ]),
  ])
}

if (cases.length === 0) {
  process.stdout.write('The public incidents are absent: only the speed is measured.\n\n')
} else {
  draw()
  const caused = cases.filter(({ control }) => !control)
  process.stdout.write(
    `${[
      `${cases.length} cases, ${cases.length - caused.length} of them controls, ${seeds} draws each of two changes an hour over 72 h`,
      groups('traffic', byTraffic),
      groups('how a source tells it', byTelling),
      table([['case', ...head], ...[...byCase].map(([key, sums]) => [key, ...cells(sums)])]),
    ].join('\n\n')}\n\n`,
  )
}
process.stdout.write(`${await speedTable()}\n\n${await callsTable()}\n`)
