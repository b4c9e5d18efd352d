import { randomBytes } from 'node:crypto'

import { cutExcerpts } from '../../domain/excerpt.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Redacted } from '../../domain/redacted.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { Room, Walk } from '../call.ts'
import type { Journal } from '../journal.ts'

/** The end of the hall: the room works, its answer is redacted whole, then cut, and only then rendered. */
export function enter(options: { clock: Clock; redactor: Redactor; journal: Journal }): Walk {
  const { clock, redactor, journal } = options
  return async (visit) => {
    const room = visit.call.room as Room
    const answer = await room.enter(visit.input, visit)
    const incident = answer.incident ?? visit.incident
    if (answer.finding && incident !== null && visit.onRecord) {
      await journal.append(visit.actor, incident, {
        kind: 'finding.recorded',
        body: answer.finding,
      })
    }
    const { value, report } = redactor.json(answer.structured, { incident, profile: 'log' })
    const structured = cutExcerpts(value) as Redacted<JsonObject>
    const view = { nonce: randomBytes(6).toString('hex'), nowMs: clock.nowMs() }
    const text = redactor.text(room.render(structured, view), { incident, profile: 'log' })
    return {
      structured,
      text: text.value,
      code: answer.code ?? null,
      sanitised: report.sanitised,
    }
  }
}
