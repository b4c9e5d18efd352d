import { stringify } from 'yaml'

import { toIso } from '../../src/domain/time.ts'
import { plantsIn } from '../scenario/plants.ts'
import type { Scenario } from '../scenario/schema.ts'
import type { PastCommit } from './repository.ts'
import type { Reporter } from './reporter.ts'

/** The ticket as Markdown with front matter; the planted texts close its body. */
export function ticketFile(scenario: Scenario, from: Reporter, nowMs: number): string {
  const { ticket } = scenario
  const front = stringify({
    id: ticket.id,
    title: [ticket.title, ...plantsIn(scenario, 'title')].join('. ').slice(0, 600),
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
  const [first = '', ...others] = plantsIn(scenario, 'deployment')
  const planted = first === '' ? [] : [first]
  const more = [
    ...others.map((text, index) => outsideChange(`docs-${index}`, text)),
    ...plantsIn(scenario, 'change').map((text, index) => ({
      ...outsideChange(`site-${index}`, 'routine'),
      id: index % 2 === 0 ? `site-${index}` : text,
      version: text,
      actor: text,
    })),
  ]
  return [...more, ...scenario.changes]
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

/** A change long before the fault, in a service of no weight, that somebody else described. */
function outsideChange(id: string, notes: string): Scenario['changes'][number] {
  const place = { kind: 'configuration', service: 'docs', at: 20 * 3_600_000 } as const
  return { ...place, id, version: '1', previous: '0', actor: 'visitor', notes }
}

/** Commits of the past, oldest first; planted texts are subjects of their own. */
export function pastCommits(scenario: Scenario, nowMs: number): readonly PastCommit[] {
  const after = { at: scenario.fault.onset + 60_000 }
  const planted = [
    ...plantsIn(scenario, 'commit').map((subject) => ({ ...after, author: 'visitor', subject })),
    ...plantsIn(scenario, 'author').map((author) => ({ ...after, author, subject: 'Mend a word' })),
  ]
  return [...scenario.commits, ...planted]
    .toSorted((a, b) => b.at - a.at)
    .map(({ at, author, subject }) => ({ atMs: nowMs - at, author, subject }))
}
