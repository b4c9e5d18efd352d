import { setTimeout as wait } from 'node:timers/promises'

import { toIso } from '../../src/domain/time.ts'
import { type Counters, errorRate } from '../service/counters.ts'
import { type Probe, percent, probe } from '../probe.ts'
import { must, type Stage } from './stage.ts'

export interface Recovery {
  readonly before: Probe
  readonly after: Probe
  /** Failure rates of the customers' own requests, 0 to 1; undefined when there were none. */
  readonly customersBefore: number | undefined
  readonly customersAfter: number | undefined
  readonly recovered: boolean
}

const each = 20
const settleMs = 1_500

/** Measures by real requests whether the service works again, and looks at the logs since. */
export async function recover(
  stage: Stage,
  incident: string,
  before: Probe,
  counters: { readonly start: Counters; readonly asked: Counters },
): Promise<Recovery> {
  const { world, company, print } = stage
  print.heading('7. Recovery, measured by real requests')
  const { endpoint } = world.scenario.fault
  const sinceMs = Date.now()
  const applied = await company.counters()
  const after = await probe(company, world, each)
  await wait(settleMs)
  const end = await company.counters()
  const customersBefore = errorRate(counters.start, counters.asked, endpoint)
  const customersAfter = errorRate(applied, end, endpoint)
  print.table([
    ['', 'before', 'after'],
    ['synthetic users', rate(before), rate(after)],
    ['customers', asPercent(customersBefore), asPercent(customersAfter)],
  ])
  const window = { from: toIso(sinceMs), to: toIso(Date.now()) }
  const { service } = world.scenario.alert
  await must(stage, 'query_logs', { incident, service, ...window }, 8)
  const recovered = before.cohort.failures > 0 && after.cohort.failures === 0
  return { before, after, customersBefore, customersAfter, recovered }
}

function rate({ failures, requests }: Probe): string {
  return `${percent(failures, requests)} of ${requests}`
}

function asPercent(value: number | undefined): string {
  return value === undefined ? 'none asked' : percent(value, 1)
}
