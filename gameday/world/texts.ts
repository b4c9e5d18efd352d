import { stringify } from 'yaml'

import { toIso } from '../../src/domain/time.ts'
import type { Scenario } from '../scenario/schema.ts'
import type { PastCommit } from './repository.ts'
import type { Reporter } from './reporter.ts'

/** The planted texts of one place, with the flag's name filled in. */
function plantsIn(scenario: Scenario, where: Scenario['plants'][number]['where']): string[] {
  return scenario.plants
    .filter((plant) => plant.where === where)
    .map((plant) => plant.text.replaceAll('{flag}', scenario.fault.flag))
}

/** The ticket as Markdown with front matter; the planted texts close its body. */
export function ticketFile(scenario: Scenario, from: Reporter, nowMs: number): string {
  const { ticket } = scenario
  const front = stringify({
    id: ticket.id,
    title: ticket.title,
    reporter: { name: from.name, email: from.email },
    customer: ticket.customer,
    service: ticket.service,
    region: scenario.region,
    createdAt: toIso(nowMs - ticket.at),
  })
  const body = ticket.body
    .replaceAll('{reporter.name}', from.name)
    .replaceAll('{reporter.email}', from.email)
    .replaceAll('{reporter.phone}', from.phone)
  return `---\n${front}---\n\n${[body.trim(), ...plantsIn(scenario, 'ticket')].join('\n\n')}\n`
}

/** `deployments.ndjson`, oldest first; planted texts stand in the notes of the newest change. */
export function changesFile(scenario: Scenario, nowMs: number): string {
  const planted = plantsIn(scenario, 'deployment')
  return scenario.changes
    .toSorted((a, b) => b.at - a.at)
    .map((change, index, all) => {
      const { at, notes, ...rest } = change
      const said = index === all.length - 1 ? [notes, ...planted].join('. ') : notes
      const took = change.kind === 'flag' ? 0 : 95_000
      return `${JSON.stringify({
        ...rest,
        environment: 'production',
        region: scenario.region,
        startedAt: toIso(nowMs - at),
        finishedAt: toIso(nowMs - at + took),
        state: 'success',
        url: null,
        notes: said,
      })}\n`
    })
    .join('')
}

/** Commits of the past, oldest first; planted texts are subjects of their own. */
export function pastCommits(scenario: Scenario, nowMs: number): readonly PastCommit[] {
  const planted = plantsIn(scenario, 'commit').map((subject) => ({
    at: scenario.fault.onset + 60_000,
    author: 'visitor',
    subject,
  }))
  return [...scenario.commits, ...planted]
    .toSorted((a, b) => b.at - a.at)
    .map(({ at, author, subject }) => ({ atMs: nowMs - at, author, subject }))
}
