import { setTimeout as wait } from 'node:timers/promises'

import type { Company } from '../company.ts'
import type { Printer } from '../print.ts'
import { percent, probe } from '../probe.ts'
import { switchFlag } from '../world/flag-file.ts'
import type { World } from '../world.ts'

const mostTries = 50

/** A teammate switches the fault's flag on, and real requests begin to fail. Throws when they do not. */
export async function breakService(world: World, company: Company, print: Printer): Promise<void> {
  const { fault, title } = world.scenario
  print.heading(`0. A small SaaS breaks: ${title}`)
  const total = Object.values(world.lines).reduce((sum, lines) => sum + lines, 0)
  print.say(`${total} log lines of the past, ${world.customers.length} invented customers at work`)
  const healthy = await probe(company, world, 10)
  switchFlag(world.paths.flags, fault.flag, true)
  for (let tries = 0; tries < mostTries; tries += 1) {
    const broken = await probe(company, world, 10)
    if (broken.cohort.failures === broken.cohort.requests) {
      const [was, is] = [healthy, broken].map((each) => percent(each.failures, each.requests))
      print.say(`${fault.flag} goes on: failing requests of synthetic users ${was} -> ${is}`)
      return
    }
    await wait(20)
  }
  throw new Error('The service did not notice the flag.')
}
