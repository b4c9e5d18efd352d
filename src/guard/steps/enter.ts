import { randomBytes } from 'node:crypto'

import { defangAll } from '../../domain/defang.ts'
import { cutExcerpts } from '../../domain/excerpt.ts'
import { besideFences } from '../../domain/fence.ts'
import type { JsonObject } from '../../domain/json.ts'
import { provenanceOf } from '../../domain/provenance.ts'
import type { Redacted } from '../../domain/redacted.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { Room, Walk } from '../call.ts'
import { legendOf } from './legend.ts'

interface EnterOptions {
  readonly clock: Clock
  readonly redactor: Redactor
  /** Hosts whose addresses stay links. */
  readonly links?: readonly string[]
}

/**
 * The end of the hall: the room works, its answer is redacted whole, then cut and defanged, and only then rendered. What is redacted
 * again as text is looked at between the lines of fences, so that no finding swallows one.
 */
export function enter({ clock, redactor, links = [] }: EnterOptions): Walk {
  return async (visit) => {
    const room = visit.call.room as Room
    const answer = await room.enter(visit.input, visit)
    const incident = answer.incident ?? visit.incident
    const knowing = visit.named ?? []
    const scope = { incident, profile: 'log', ownKeys: true, knowing } as const
    const { value, report } = redactor.json(answer.structured, { ...scope, withhold: true })
    const known = defangAll(cutExcerpts(value), links) as Redacted<JsonObject>
    const nonce = freshNonce()
    const rendered = await room.render(known, { nonce, nowMs: clock.nowMs() })
    const clean = besideFences(rendered, nonce, (piece) => redactor.text(piece, scope).value)
    const { hidden, withheld = 0 } = report
    const { asked, recorded } = visit.removed ?? { asked: 0, recorded: 0 }
    const sanitised = report.sanitised + Math.max(asked, recorded)
    const untrusted = provenanceOf(known, room.outside?.() ?? [])
    const structured = {
      ...known,
      ...(untrusted && { untrusted }),
      ...(sanitised > 0 && { sanitised }),
      ...(withheld > 0 && { withheld }),
    } as Redacted<JsonObject>
    const legend = legendOf(visit.call.what, clean, nonce, sanitised)
    const missing = withheld > 0 ? `\nwithheld: ${withheld}, which could not be redacted` : ''
    const text = `${clean}${missing}${legend}` as Redacted<string>
    const outcome = { structured, text, nonce, code: answer.code ?? null, sanitised, hidden }
    const { finding } = answer
    if (!finding || incident === null || !visit.onRecord) return outcome
    // The record knows the incident's people, and not those of this call alone.
    const body = redactor.json({ ...finding }, scope).value as typeof finding
    return { ...outcome, finding: { incident, body } }
  }
}

/** Twelve hexadecimal digits, never four figures in a row: nothing in it can be taken for a number that somebody owns. */
function freshNonce(): string {
  for (;;) {
    const nonce = randomBytes(6).toString('hex')
    if (!/\d{4}/.test(nonce)) return nonce
  }
}
