import { randomBytes } from 'node:crypto'

import { cutExcerpts } from '../../domain/excerpt.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Redacted } from '../../domain/redacted.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { Room, Walk } from '../call.ts'

interface EnterOptions {
  readonly clock: Clock
  readonly redactor: Redactor
}

/** The end of the hall: the room works, its answer is redacted whole, then cut, and only then rendered. */
export function enter({ clock, redactor }: EnterOptions): Walk {
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
    return finding && incident !== null && visit.onRecord
      ? { ...outcome, finding: { incident, body: finding } }
      : outcome
  }
}
