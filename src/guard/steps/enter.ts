import { randomBytes } from 'node:crypto'

import { cutExcerpts } from '../../domain/excerpt.ts'
import type { FactBody } from '../../domain/fact.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Redacted } from '../../domain/redacted.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { Room, Visit, Walk } from '../call.ts'
import type { Journal } from '../journal.ts'
import { offRecord } from '../off-record.ts'

interface EnterOptions {
  readonly clock: Clock
  readonly redactor: Redactor
  readonly journal: Journal
}

/** The end of the hall: the room works, its answer is redacted whole, then cut, and only then rendered. */
export function enter({ clock, redactor, journal }: EnterOptions): Walk {
  async function keep(
    visit: Visit,
    incident: string,
    body: FactBody<'finding.recorded'>,
  ): Promise<boolean> {
    try {
      visit.signal.throwIfAborted()
      await journal.append(visit.actor, incident, { kind: 'finding.recorded', body })
      return true
    } catch {
      return false
    }
  }

  return async (visit) => {
    const room = visit.call.room as Room
    const answer = await room.enter(visit.input, visit)
    const incident = answer.incident ?? visit.incident
    const scope = { incident, profile: 'log', ownKeys: true } as const
    const { value, report } = redactor.json(answer.structured, scope)
    const structured = cutExcerpts(value) as Redacted<JsonObject>
    const view = { nonce: randomBytes(6).toString('hex'), nowMs: clock.nowMs() }
    const text = redactor.text(await room.render(structured, view), scope)
    const { sanitised, hidden } = report
    const outcome = { structured, text: text.value, code: answer.code ?? null, sanitised, hidden }
    const { finding } = answer
    if (!finding || incident === null || !visit.onRecord) return outcome
    return (await keep(visit, incident, finding)) ? outcome : offRecord(outcome)
  }
}
